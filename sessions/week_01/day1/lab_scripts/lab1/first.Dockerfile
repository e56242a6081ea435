# first.Dockerfile - 일부러 아쉽게 쓴 첫 번째 버전 (무엇이 문제인지 찾아보세요)
FROM python:3.12

COPY . /app
WORKDIR /app
RUN pip install -r requirements.txt

CMD gunicorn --bind 0.0.0.0:8000 app:app
