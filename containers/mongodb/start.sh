#!/bin/sh
# Starts MongoDB as a member of a replica set: it refuses a key that others than its own user may read.
set -eu
install -m 400 -o mongodb -g mongodb /run/secrets/mongodb_key /run/mongodb_key
exec docker-entrypoint.sh mongod --replSet p2p --keyFile /run/mongodb_key --bind_ip_all --wiredTigerCacheSizeGB 0.25 \
    --setParameter transactionLifetimeLimitSeconds=10 # so soon, what a killed process had begun is nobody's hindrance
