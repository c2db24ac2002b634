// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/bundlewriter.h"

#include "audit/bundle/readme.h"
#include "audit/chain/canonicalform.h"

#include <QtEndian>

#include <array>

namespace sekimori::audit::bundle {
namespace {

using namespace chain;

constexpr qsizetype usualSize = 1 << 16;
constexpr qsizetype numberSize = 8;
constexpr qsizetype spooledSize = numberSize + 32;

std::string_view toStd(QByteArrayView bytes)
{
    return {bytes.data(), size_t(bytes.size())};
}

QByteArray pemOf(const QList<crypto::VerifyingKey> &keys)
{
    QByteArray pem;
    for (const crypto::VerifyingKey &key : keys)
        pem += key.toPem();
    return pem;
}

Manifest manifestFor(const BundleHead &head)
{
    Q_ASSERT(!head.keys.isEmpty());
    return {
        .logId = head.logId,
        .tenant = head.tenant,
        .first = head.first,
        .last = head.first - 1,
        .count = 0,
        .before = head.before,
        .hash = head.before,
        .tipNumber = head.tipNumber,
        .tip = head.tip,
        .exported = head.now,
        .keyId = head.keys.first().id(),
        .digests = {},
    };
}

}

BundleWriter::BundleWriter(query::Sink &sink, BundleHead head, Sign sign)
    : m_manifest(manifestFor(head))
    , m_promised(head.last)
    , m_keys(std::move(head.keys))
    , m_sign(std::move(sign))
    , m_zip(sink, head.now)
{
}

BundleWriter::~BundleWriter() = default;

Result<void> BundleWriter::add(const Event &event, const Hash &hash)
{
    return add(event.number, canonicalForm(event), hash);
}

Result<void> BundleWriter::add(qint64 number, QByteArrayView canonicalForm, const Hash &hash)
{
    if (number <= m_manifest.last || m_entry == entries::checkpoints)
        return std::unexpected(Error{ErrorKind::Internal, EventsDisordered});
    return reach(entries::events).and_then([&] { return spool(number, hash); }).and_then([&] {
        m_manifest.last = number;
        m_manifest.hash = hash;
        ++m_manifest.count;
        (m_text += canonicalForm) += '\n';
        return passOn(usualSize);
    });
}

Result<void> BundleWriter::add(const SignedCheckpoint &checkpoint)
{
    return reach(entries::checkpoints).and_then([&] {
        (m_text += lineOf(checkpoint)) += '\n';
        return passOn(usualSize);
    });
}

Result<void> BundleWriter::finish()
{
    return reach(entries::checkpoints)
        .and_then([this] { return end(); })
        .and_then([this] {
            keepPromise();
            const QByteArray text = textOf(m_manifest);
            return writeWhole(entries::manifest, text).and_then([&] {
                return writeWhole(entries::signature, m_sign(text));
            });
        })
        .and_then([this] { return m_zip.finish(); });
}

/// Writes what stands before @p entry, which is that of the events or that of the checkpoints.
Result<void> BundleWriter::reach(QByteArrayView entry)
{
    Result<void> result;
    if (m_entry.isEmpty()) {
        result = writeWhole(entries::readme, readmeFor(m_manifest))
                     .and_then([this] { return writeWhole(entries::key, pemOf(m_keys)); })
                     .and_then([this] { return begin(entries::events); });
    }
    if (result && m_entry != entry)
        result = end().and_then([this] { return writeHashes(); }).and_then([&] { return begin(entry); });
    return result;
}

Result<void> BundleWriter::begin(QByteArrayView entry)
{
    m_entry = entry;
    return m_zip.begin(std::string(toStd(entry)));
}

/// Whoever reads line by line is not to wait for the whole.
Result<void> BundleWriter::passOn(qsizetype most)
{
    if (m_text.size() <= most)
        return {};
    m_digesting.add(m_text);
    const auto isWritten = m_zip.write(toStd(m_text));
    m_text.clear();
    return isWritten;
}

Result<void> BundleWriter::end()
{
    return passOn(0).transform([this] { m_manifest.digests[m_entry.toByteArray()] = m_digesting.finish(); });
}

Result<void> BundleWriter::writeWhole(QByteArrayView entry, const QByteArray &content)
{
    return begin(entry).and_then([&] {
        m_text = content;
        return end();
    });
}

Result<void> BundleWriter::spool(qint64 number, const Hash &hash)
{
    std::array<char, spooledSize> record{};
    qToLittleEndian(number, record.data());
    std::ranges::copy(hash.view(), record.data() + numberSize);
    if ((m_hashes.isOpen() || m_hashes.open()) && m_hashes.write(record.data(), spooledSize) == spooledSize)
        return {};
    return spoolFailure();
}

Result<void> BundleWriter::writeHashes()
{
    if (const auto isBegun = begin(entries::hashes); !isBegun)
        return isBegun;
    if (m_manifest.count > 0 && !m_hashes.seek(0)) // writes what is still in its buffer
        return spoolFailure();
    std::array<char, spooledSize> record{};
    for (qint64 i = 0; i < m_manifest.count; ++i) {
        if (m_hashes.read(record.data(), spooledSize) != spooledSize)
            return spoolFailure();
        m_text += QByteArray::number(qFromLittleEndian<qint64>(record.data())) + ' ';
        m_text += QByteArrayView(record).sliced(numberSize).toByteArray().toHex() + '\n';
        if (const auto isPassed = passOn(usualSize); !isPassed)
            return isPassed;
    }
    return end();
}

Result<void> BundleWriter::spoolFailure() const
{
    return std::unexpected(Error{ErrorKind::Unavailable, SpoolNotWritten, {m_hashes.errorString()}});
}

/// Where the log lacks the last events of the span, the bundle is one that was cut off; where the last one is not what
/// the log's end was made of, the events contradict the manifest.
void BundleWriter::keepPromise()
{
    m_manifest.last = std::max(m_manifest.last, m_promised);
    if (m_manifest.last == m_manifest.tipNumber)
        m_manifest.hash = m_manifest.tip;
}

}
