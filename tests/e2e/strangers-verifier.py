#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifies sealed bundles by resources/api/sealed-bundle.md alone, with `openssl` and nothing else of ours.

usage: strangers-verifier.py BUNDLE [KEY.pem]...
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile

LISTED = ["README.txt", "log-key.pem", "events.ndjson", "hashes.txt", "checkpoints.ndjson"]
TEXTS = ["action", "complement", "module", "service", "source", "user"]
LEVELS = ["information", "notice", "warning", "error", "critical"]
RESULTS = ["SUCCESS", "FAILED", "VALIDATION ERROR", "ERROR"]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Verdict(Exception):
    pass


def openssl(arguments, *files):
    """Files are written for it; their names stand where `{}` does."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for place, content in enumerate(files):
            names.append(f"{folder}/{place}")
            with open(names[-1], "wb") as file:
                file.write(content)
        command = ["openssl"] + [names.pop(0) if word == "{}" else word for word in arguments]
        ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        return ran.stdout if ran.returncode == 0 else None


def keys_in(pem):
    keys = {}
    for block in re.findall(rb"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----\n?", pem, re.S):
        der = openssl(["pkey", "-pubin", "-in", "{}", "-outform", "DER"], block)
        if der:
            keys[hashlib.sha256(der).hexdigest()] = block
    return keys


def is_signed(message, signature, key):
    return openssl(["pkeyutl", "-verify", "-pubin", "-inkey", "{}", "-rawin", "-in", "{}", "-sigfile", "{}"],
                   key, message, signature) is not None


def canonical(value):
    """RFC 8785 for objects whose numbers are whole."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def event_number(line):
    try:
        event = json.loads(line)
        fits = (canonical(event) == line and sorted(event) == sorted(TEXTS + ["level", "number", "result", "time"])
                and all(isinstance(event[name], str) for name in TEXTS) and isinstance(event["number"], int)
                and event["level"] in LEVELS and event["result"] in RESULTS and TIME.fullmatch(event["time"]))
    except (ValueError, TypeError, AttributeError):
        return None
    return event["number"] if fits else None


def checkpoint_in(line):
    """(key id, signature, text, log id, number, hash)"""
    told = json.loads(line)
    lines = told["text"].split("\n")
    return (told["key"], base64.b64decode(told["signature"]), told["text"].encode(), lines[1].removeprefix("log: "),
            int(lines[2].removeprefix("number: ")), lines[3].removeprefix("tip: "))


def check_events(files, manifest, is_sealed, anchors):
    computed = bytes.fromhex(manifest["before"])
    listed = dict(line.split(" ", 1) for line in files.get("hashes.txt", b"").decode().splitlines() if " " in line)
    expected = manifest["first"]
    gap = mismatch = miss = None
    last_fit = expected - 1
    events = files.get("events.ndjson", b"")
    for line in events.removesuffix(b"\n").split(b"\n") if events else []:
        number = event_number(line)
        if number is None or number > manifest["last"]:
            raise Verdict(f"missing between {gap[0]} and {gap[1]}" if gap else f"altered at {expected}")
        if number < expected:
            if gap and not gap[0] < number < gap[1]:
                break
            place = number if number >= manifest["first"] else expected
            raise Verdict(f"altered at {gap[0] + 1 if gap else place}")
        if number > expected and not gap:
            gap = (expected - 1, number)
        expected = number + 1
        if gap:
            continue
        computed = hashlib.sha256(computed + line).digest()
        if mismatch is None and listed.get(str(number)) != computed.hex():
            mismatch = number
        for anchor in anchors.get(number, []):
            if miss is None and anchor != computed.hex():
                miss = (last_fit + 1, number)
            elif miss is None:
                last_fit = number
    if gap and (is_sealed or gap[0] >= manifest["first"]):
        raise Verdict(f"missing between {gap[0]} and {gap[1]}")
    hashes_digest = hashlib.sha256(files.get("hashes.txt", b"")).hexdigest()
    if mismatch is not None and is_sealed and hashes_digest == manifest["digests"]["hashes.txt"]:
        raise Verdict(f"altered at {mismatch}")
    if miss and (is_sealed or mismatch != manifest["first"]):
        raise Verdict(f"altered between {miss[0]} and {miss[1]}")
    if is_sealed and expected <= manifest["last"]:
        raise Verdict(f"cut off after {expected - 1}")
    return computed.hex(), mismatch


def verify(path, outside):
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            files = {name: archive.read(name) for name in names}
            manifest = json.loads(files["manifest.json"])
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise Verdict("no bundle") from None
    if len(set(names)) != len(names) or manifest.get("format") != "Sekimori sealed bundle 1":
        raise Verdict("no bundle")
    origin = hashlib.sha256(b"Sekimori audit log 1\n" + manifest["log"].encode()).hexdigest()
    if canonical(manifest) != files["manifest.json"] or (manifest["first"] == 1 and manifest["before"] != origin):
        raise Verdict("altered: manifest.json")

    inside = keys_in(files.get("log-key.pem", b""))
    key = outside.get(manifest["key"]) or inside.get(manifest["key"])
    is_sealed = key is not None and is_signed(files["manifest.json"], files.get("manifest.sig", b""), key)
    believed = {**inside, **outside} if is_sealed or not outside else outside
    anchors = {}
    are_checkpoints_right = True
    for line in files.get("checkpoints.ndjson", b"").splitlines():
        key_id, signature, text, log, number, tip = checkpoint_in(line)
        if key_id not in believed:
            continue
        if log == manifest["log"] and is_signed(text, signature, believed[key_id]):
            anchors.setdefault(number, []).append(tip)
        else:
            are_checkpoints_right = False

    computed, mismatch = check_events(files, manifest, is_sealed, anchors)
    if key is None:
        raise Verdict("altered: log-key.pem")
    if not is_sealed:
        raise Verdict("altered: manifest.json")
    for name in LISTED:
        if name not in files or hashlib.sha256(files[name]).hexdigest() != manifest["digests"][name]:
            raise Verdict(f"altered: {name}")
    for name in names:
        if name not in LISTED + ["manifest.json", "manifest.sig"]:
            raise Verdict(f"altered: {name}")
    if computed != manifest["hash"] or mismatch is not None:
        raise Verdict(f"altered between {manifest['first']} and {manifest['last']}")
    if not are_checkpoints_right:
        raise Verdict("altered: checkpoints.ndjson")
    return "intact" if manifest["key"] in outside else "key unknown"


def main():
    outside = {}
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            outside.update(keys_in(file.read()))
    try:
        verdict = verify(sys.argv[1], outside)
    except Verdict as found:
        verdict = str(found)
    print(verdict)
    return 0 if verdict == "intact" else 1


if __name__ == "__main__":
    sys.exit(main())
