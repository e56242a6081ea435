#!/usr/bin/env bash
# cleanup.sh - Day 1 Lab 1에서 만든 컨테이너와 볼륨만 지운다 (이미지는 Day 2에서 다시 쓴다)
set -euo pipefail

for name in menu menu-first; do
  docker rm --force "$name" >/dev/null 2>&1 || true
done
docker volume rm menu-data >/dev/null 2>&1 || true

echo "남은 실습 컨테이너:"
docker ps --all --filter name=menu --format '{{.Names}}\t{{.Status}}'
