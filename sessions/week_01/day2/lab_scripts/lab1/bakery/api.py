# api.py - 주문을 저장하고 큐에 넣은 뒤 바로 접수 번호를 돌려준다
import socket

from flask import Flask, jsonify, request

from settings import QUEUE, connect_db, connect_queue

app = Flask(__name__)
app.json.ensure_ascii = False


@app.get("/healthz")
def healthz():
    # 살아 있는지만 답한다. DB 상태는 여기서 묻지 않는다
    return jsonify(status="ok")


@app.post("/orders")
def create_order():
    body = request.get_json(silent=True) or {}
    item = body.get("item")
    count = body.get("count", 1)
    if not isinstance(item, str) or not isinstance(count, int) or not 1 <= count <= 20:
        return jsonify(error="item은 문자열, count는 1~20의 정수여야 합니다"), 400

    with connect_db() as db:
        row = db.execute(
            "INSERT INTO orders (item, count) VALUES (%s, %s) RETURNING id",
            (item, count),
        ).fetchone()
    connect_queue().rpush(QUEUE, row[0])
    # 빵은 아직 굽지 않았으므로 201이 아니라 202로 답한다
    return jsonify(id=row[0], status="접수", accepted_by=socket.gethostname()), 202


@app.get("/orders/<int:order_id>")
def show_order(order_id: int):
    with connect_db() as db:
        row = db.execute(
            "SELECT id, item, count, status, baked_by FROM orders WHERE id = %s",
            (order_id,),
        ).fetchone()
    if row is None:
        return jsonify(error="없는 주문입니다"), 404
    return jsonify(dict(zip(("id", "item", "count", "status", "baked_by"), row)))
