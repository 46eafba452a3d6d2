#!/usr/bin/env python3
"""Checks a draw by the words of its protocol alone: python3 check_draw.py PROOF.json

Written from the protocol and from no code of the engine, in another language: what both find is what the words say.
Prints the order as numbers, one a line. Exits with 1 where anything does not hold.
"""
import hashlib
import hmac
import json
import sys


def sha256_hex(data):
    return hashlib.sha256(data).hexdigest()


def key(seed, draw_id, number, weight):
    messages = (f"{draw_id}\n{number}\n{j}".encode() for j in range(1, weight + 1))
    return min(hmac.new(seed, message, hashlib.sha256).digest() for message in messages)


def check(proof):
    lines = proof["text"].encode()
    assert sha256_hex(lines) == proof["digest"], "the lines are not those that were fixed"
    secret = proof["secret"]
    assert sha256_hex(bytes.fromhex(secret)) == proof["commitment"], "the operator's secret is not as committed"
    second = proof.get("secondSecret", "")
    if "secondCommitment" in proof:
        assert sha256_hex(bytes.fromhex(second)) == proof["secondCommitment"], "the second secret is not as committed"
    parts = ["yizhan-draw-1", proof["id"], proof["digest"], secret, second, proof.get("external", "")]
    seed = hashlib.sha256("\n".join(parts).encode()).digest()
    assert seed.hex() == proof["seed"], "the seed does not follow from what was revealed"
    entries = [line.split("\t") for line in lines.decode().splitlines()]
    keyed = sorted((key(seed, proof["id"], int(n), int(w)), int(n)) for n, _, w in entries)
    order = [number for _, number in keyed]
    for told in proof.get("order", []):
        assert order[told["rank"] - 1] == told["number"], f"place {told['rank']} is not number {told['number']}"
    return order


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        proof = json.load(file)
    try:
        print("\n".join(map(str, check(proof))))
    except AssertionError as broken:
        sys.exit(f"not fair: {broken}")
