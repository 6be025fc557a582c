"""The servers themselves under test."""

from tests.servers.fixtures import (
    make_smtp_server,
    mongo_url,
    own_redis,
    own_server,
    redis_url,
    s3_bucket,
    s3_server,
    smtp_server,
    smtp_url,
    used_mongo,
    used_redis,
)

__all__ = [
    "make_smtp_server",
    "mongo_url",
    "own_redis",
    "own_server",
    "redis_url",
    "s3_bucket",
    "s3_server",
    "smtp_server",
    "smtp_url",
    "used_mongo",
    "used_redis",
]
