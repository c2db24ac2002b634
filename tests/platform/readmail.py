# SPDX-License-Identifier: GPL-3.0-or-later
"""What Python's own reader of mail finds in a mail, as JSON. From a shell: readmail.py FILE"""
import email
import email.policy
import json
import pathlib
import sys


def found_in(content):
    mail = email.message_from_bytes(content, policy=email.policy.default)
    parts = []
    for part in mail.walk():
        if not part.is_multipart():
            text = part.get_content()
            parts.append({"type": part.get_content_type(), "name": part.get_filename() or "",
                          "text": (text if isinstance(text, str) else text.decode("utf-8"))[:1000]})
    defects = [str(defect) for part in mail.walk() for defect in part.defects]
    defects += [str(defect) for value in mail.values() for defect in value.defects]
    return {
        "headers": {name: str(value) for name, value in mail.items()},
        "longestLine": max(len(line) for line in content.splitlines()),
        "bytes": len(content), "defects": defects, "parts": parts,
    }


if __name__ == "__main__":
    print(json.dumps(found_in(pathlib.Path(sys.argv[1]).read_bytes())))
