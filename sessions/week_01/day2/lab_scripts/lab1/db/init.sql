-- init.sql - 데이터베이스가 처음 만들어질 때 한 번만 실행된다
CREATE TABLE orders (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item       TEXT        NOT NULL,
    count      INTEGER     NOT NULL CHECK (count BETWEEN 1 AND 20),
    status     TEXT        NOT NULL DEFAULT '접수',
    baked_by   TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
