// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/readme.h"

#include "error/excerpt.h"

namespace sekimori::audit::bundle {
namespace {

constexpr auto text = R"(Sealed bundle of an audit log
=============================

Log of:       %1
Log id:       %2
First event:  number %3
Exported:     %4
Signed by:    key %5

This archive holds one whole span of a tenant's audit log as Sekimori kept it, with the proof that nothing in it was
changed, taken out, put in or put in another order since it was exported.

  events.ndjson       the events, one JSON object a line, oldest first
  hashes.txt          of each event its number and its hash, which is made over the hash before it
  checkpoints.ndjson  statements of how far the log went at some moment, each signed
  log-key.pem         the public key of the log
  manifest.json       what this bundle holds, with the SHA-256 of each file above
  manifest.sig        the signature over manifest.json (Ed25519)

To check it
-----------
With Sekimori:

  sekimori-log verify --key KEY.pem BUNDLE.zip

or open the archive in the console. KEY.pem has to be the log's public key from somewhere else than this archive: from
the console's page of the log, from whoever runs the platform, or kept since before. Whoever can change this archive
can also put another key into it. The key is named by the 64 digits above; compare them.

Without Sekimori, in the folder into which this archive was unpacked:

  openssl pkey -pubin -in KEY.pem -outform DER | sha256sum
  openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in manifest.json -sigfile manifest.sig
  sha256sum README.txt log-key.pem events.ndjson hashes.txt checkpoints.ndjson

The first line names the key: it has to be the one above. The second line checks the signature. What the third one
shows has to be what manifest.json says. If all of it is so, the files are as they were exported. The description of
the format, resources/api/sealed-bundle.md in Sekimori's sources, tells how the events themselves are chained, and
what a signature proves and what it does not.
)";

}

QByteArray readmeFor(const chain::Manifest &manifest)
{
    constexpr qsizetype longestName = 200;
    return QString::fromUtf8(text)
        .arg(excerpt(manifest.tenant, longestName), QString::fromLatin1(manifest.logId),
            QString::number(manifest.first), toText(manifest.exported), QString::fromLatin1(manifest.keyId))
        .toUtf8();
}

}
