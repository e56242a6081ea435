#!/usr/bin/env bash
# load.sh - 큐를 지나는 주문 여러 건을 만들어 넣는다 (게이트웨이의 제한을 피해 천천히)
set -euo pipefail

count="${1:-10}"
base="${2:-http://localhost:8080}"

for n in $(seq 1 "$count"); do
  code="$(curl -s -o /dev/null -w '%{http_code}' -X POST "${base}/api/orders" \
    -H 'Content-Type: application/json' \
    -d '{"item": "red-bean-bun", "count": 1}')"
  printf '%2d번째 주문: HTTP %s\n' "$n" "$code"
  sleep 0.5
done
