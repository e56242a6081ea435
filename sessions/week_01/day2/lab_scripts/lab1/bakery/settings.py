# settings.py - 환경 변수와 비밀 파일을 연결 정보로 바꾼다
import os
from pathlib import Path

import psycopg
import redis

QUEUE = "orders:waiting"


def password() -> str:
    """비밀번호는 환경 변수가 아니라 파일에서 읽는다."""
    return Path(os.environ["DB_PASSWORD_FILE"]).read_text(encoding="utf-8").strip()


def connect_db() -> psycopg.Connection:
    return psycopg.connect(
        host=os.environ.get("DB_HOST", "db"),
        dbname=os.environ.get("DB_NAME", "bakery"),
        user=os.environ.get("DB_USER", "bakery"),
        password=password(),
        connect_timeout=3,
        autocommit=True,
    )


def connect_queue() -> redis.Redis:
    return redis.Redis(
        host=os.environ.get("QUEUE_HOST", "queue"),
        decode_responses=True,
        socket_connect_timeout=3,
    )
