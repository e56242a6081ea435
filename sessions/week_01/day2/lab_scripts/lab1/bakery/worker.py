# worker.py - 큐에서 주문 번호를 하나씩 꺼내 빵을 굽는다
import os
import signal
import socket
import sys
import time

from settings import QUEUE, connect_db, connect_queue

BAKE_SECONDS = float(os.environ.get("BAKE_SECONDS", "3"))
HOSTNAME = socket.gethostname()

stopping = False


def stop(_signum, _frame):
    # 굽던 빵은 마저 굽고 끝낸다
    global stopping
    stopping = True


def set_status(order_id: str, status: str) -> None:
    with connect_db() as db:
        db.execute(
            "UPDATE orders SET status = %s, baked_by = %s WHERE id = %s",
            (status, HOSTNAME, order_id),
        )


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    queue = connect_queue()
    print(f"워커 {HOSTNAME} 준비 완료", flush=True)
    while not stopping:
        popped = queue.blpop([QUEUE], timeout=1)
        if popped is None:
            continue
        order_id = popped[1]
        print(f"주문 {order_id} 굽기 시작", flush=True)
        set_status(order_id, "굽는 중")
        time.sleep(BAKE_SECONDS)
        set_status(order_id, "완료")
        print(f"주문 {order_id} 완료", flush=True)
    print("워커를 끝냅니다", flush=True)


if __name__ == "__main__":
    sys.exit(main())
