#!/usr/bin/env bash
# check.sh - 주문 하나를 넣고, 다 구워질 때까지 따라가 본다
set -euo pipefail

base="${1:-http://localhost:8080}"

field() {
  # JSON에서 숫자나 문자열 값 하나를 꺼낸다 (jq 없이)
  sed -nE "s/.*\"$1\": ?\"?([^\",}]*)\"?.*/\1/p" | head -n 1
}

echo "1. 게이트웨이"
curl -fsS "${base}/healthz"

echo "2. 메뉴"
curl -fsS "${base}/api/menu" | grep -q '"items"'
echo "메뉴를 받았습니다."

echo "3. 주문"
order="$(curl -fsS -X POST "${base}/api/orders" \
  -H 'Content-Type: application/json' \
  -d '{"item": "salt-bread", "count": 2}' | tr -d '\n')"
id="$(printf '%s' "$order" | field id)"
echo "접수 번호: ${id}"

echo "4. 기다리기"
for _ in $(seq 1 30); do
  status="$(curl -fsS "${base}/api/orders/${id}" | tr -d '\n' | field status)"
  echo "  ${status}"
  if [ "$status" = "완료" ]; then
    echo "결과: 주문 ${id}번 빵이 나왔습니다."
    exit 0
  fi
  sleep 1
done

echo "결과: 30초 안에 끝나지 않았습니다. 'docker compose logs baker'를 보세요." >&2
exit 1
