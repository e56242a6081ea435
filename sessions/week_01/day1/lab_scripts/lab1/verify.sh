#!/usr/bin/env bash
# verify.sh - Day 1 Lab 1의 결과를 한 번에 확인한다
set -euo pipefail

container="${1:-menu}"
port="${2:-8080}"
failed=0

check() {
  local label="$1"
  shift
  if "$@" >/dev/null 2>&1; then
    printf '  [통과] %s\n' "$label"
  else
    printf '  [실패] %s\n' "$label"
    failed=$((failed + 1))
  fi
}

is_running() { [ "$(docker inspect -f '{{.State.Running}}' "$container")" = "true" ]; }
is_healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$container")" = "healthy" ]; }
not_root() { [ "$(docker exec "$container" id -u)" != "0" ]; }
has_memory_limit() { [ "$(docker inspect -f '{{.HostConfig.Memory}}' "$container")" -gt 0 ]; }
serves_menu() { curl -fsS "http://localhost:${port}/menu" | grep -q '"items"'; }

echo "컨테이너 '${container}' 확인 (포트 ${port})"
check "컨테이너가 실행 중이다" is_running
check "헬스 체크가 healthy다" is_healthy
check "root가 아닌 사용자로 실행된다" not_root
check "메모리 상한이 있다" has_memory_limit
check "/menu가 메뉴를 돌려준다" serves_menu

if [ "$failed" -gt 0 ]; then
  echo "결과: ${failed}개 항목을 다시 살펴보세요."
  exit 1
fi
echo "결과: 모두 통과했습니다."
