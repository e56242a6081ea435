# app.py - 오늘빵집 메뉴 서비스: JSON 파일을 읽어 HTTP로 돌려준다
import json
import os
import socket
from pathlib import Path

from flask import Flask, jsonify

MENU_FILE = Path(os.environ.get("MENU_FILE", "menu.json"))

app = Flask(__name__)
app.json.ensure_ascii = False  # 한글을 \uXXXX로 바꾸지 않는다


@app.get("/healthz")
def healthz():
    return jsonify(status="ok")


@app.get("/menu")
def menu():
    # 요청마다 다시 읽으므로 파일만 바꾸면 메뉴가 바뀐다
    body = json.loads(MENU_FILE.read_text(encoding="utf-8"))
    body["served_by"] = socket.gethostname()
    return jsonify(body)
