// SPDX-License-Identifier: GPL-3.0-or-later
#include "builtbundle.h"

#include "audit/chain/canonicalform.h"
#include "audit/files/zipdirectory.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sekimori::audit::bundle {
namespace {

constexpr EventTime start = sys_days(year(2026) / 3 / 5) + 14h;

std::string_view toStd(QByteArrayView bytes)
{
    return {bytes.data(), size_t(bytes.size())};
}

chain::Hash digestOf(const QByteArray &bytes)
{
    chain::Digesting digesting;
    digesting.add(bytes);
    return digesting.finish();
}

/// Each with its line feed.
QList<QByteArray> linesOf(const QByteArray &text)
{
    QList<QByteArray> lines;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype end = text.indexOf('\n', begin);
        lines.append(text.sliced(begin, end + 1 - begin));
        begin = end + 1;
    }
    return lines;
}

}

Event eventNumbered(qint64 number)
{
    static const QStringList complements{u"mode: allowAll -> denyAll"_s, u"ファイル: 月次.xlsx \"写し\""_s,
        u"a\tb\nc\\d"_s, u"😀\u2028\u0007"_s, QString(), u"{\"number\":7}"_s};
    return {
        .number = number,
        .time = start + seconds(number) + microseconds(number * 7919 % 1'000'000),
        .source = u"192.0.2.%1"_s.arg(number % 250),
        .user = number % 3 == 0 ? u"nobody"_s : u"sato"_s,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = u"login"_s,
        .result = EventResult(number % 4),
        .level = Level(number % 5),
        .complement = complements[number % complements.size()],
    };
}

ChainedLog::ChainedLog(int count, QByteArray id)
    : id(std::move(id))
    , now(start + hours(1000))
{
    hashes.append(chain::originOf(this->id));
    for (qint64 number = 1; number <= count; ++number) {
        events.append(eventNumbered(number));
        hashes.append(chain::linked(hashes.last(), chain::canonicalForm(events.last())));
    }
}

chain::SignedCheckpoint ChainedLog::checkpointAt(qint64 number, chain::Checkpoint::Kind kind) const
{
    return chain::signedBy(
        key, {.logId = id, .number = number, .tip = hashOf(number), .at = start + seconds(number) + 1s, .kind = kind});
}

QByteArray bundleOf(const ChainedLog &log, qint64 first, qint64 last)
{
    query::MemorySink sink;
    const BundleHead head{.logId = log.id,
        .tenant = u"Demo & 関守"_s,
        .first = first,
        .before = log.hashOf(first - 1),
        .tipNumber = log.events.size(),
        .tip = log.hashes.last(),
        .now = log.now,
        .keys = {log.key.verifyingKey()}};
    BundleWriter writer(sink, head, [&](QByteArrayView message) { return log.key.sign(message); });
    bool isWritten = true;
    for (qint64 number = first; number <= last; ++number)
        isWritten = isWritten && writer.add(log.events.at(number - 1), log.hashOf(number));
    for (qint64 number = (first - 1) / 10 * 10; number <= last && number <= log.events.size(); number += 10)
        isWritten = isWritten && writer.add(log.checkpointAt(number));
    isWritten = isWritten && writer.add(log.checkpointAt(log.events.size())) && writer.finish();
    if (!isWritten)
        qFatal("no bundle was written");
    return QByteArray::fromStdString(sink.taken());
}

QByteArray bundleOf(const ChainedLog &log)
{
    return bundleOf(log, 1, log.events.size());
}

BundleFiles BundleFiles::of(const QByteArray &zip)
{
    BundleFiles files;
    const auto directory = files::readZipDirectory(toStd(zip), 100).value();
    for (const files::ZipEntry &entry : directory.entries) {
        const auto stream = files::openZipEntry(toStd(zip), entry).value();
        files.add(entry.name.toUtf8(), QByteArray::fromStdString(files::readHead(*stream, 1 << 30).value()));
    }
    return files;
}

QByteArray &BundleFiles::operator[](QByteArrayView name)
{
    const auto found = std::ranges::find_if(m_files, [&](const auto &file) { return file.first == name; });
    if (found == m_files.end())
        qFatal("no file %s", name.data());
    return found->second;
}

void BundleFiles::remove(QByteArrayView name)
{
    m_files.removeIf([&](const auto &file) { return file.first == name; });
}

QByteArray BundleFiles::zip() const
{
    query::MemorySink sink;
    query::ZipWriting zip(sink, start);
    for (const auto &[name, content] : m_files) {
        (void)zip.begin(name.toStdString());
        (void)zip.write(toStd(content));
    }
    (void)zip.finish();
    return QByteArray::fromStdString(sink.taken());
}

QByteArray BundleFiles::line(QByteArrayView name, qint64 number)
{
    return linesOf((*this)[name]).at(number - 1).chopped(1);
}

void BundleFiles::setLine(QByteArrayView name, qint64 number, const QByteArray &line)
{
    removeLines(name, number, number);
    insertLine(name, number, line);
}

void BundleFiles::removeLines(QByteArrayView name, qint64 from, qint64 to)
{
    auto lines = linesOf((*this)[name]);
    lines.remove(from - 1, to - from + 1);
    (*this)[name] = lines.join();
}

void BundleFiles::insertLine(QByteArrayView name, qint64 number, const QByteArray &line)
{
    auto lines = linesOf((*this)[name]);
    lines.insert(number - 1, line + '\n');
    (*this)[name] = lines.join();
}

chain::Manifest BundleFiles::manifest()
{
    return chain::manifestFromText((*this)[chain::entries::manifest]).value();
}

void BundleFiles::rehash()
{
    chain::Hash hash = manifest().before;
    QByteArray hashes;
    for (const QByteArray &line : linesOf((*this)[chain::entries::events])) {
        hash = chain::linked(hash, QByteArrayView(line).chopped(1));
        const auto number = chain::numberInCanonicalForm(QByteArrayView(line).chopped(1));
        hashes += QByteArray::number(number.value_or(0)) + ' ' + hash.toHex() + '\n';
    }
    (*this)[chain::entries::hashes] = hashes;
}

void BundleFiles::remake(const crypto::SigningKey *key)
{
    chain::Manifest told = manifest();
    for (auto &[name, digest] : told.digests)
        digest = digestOf((*this)[name]);
    const auto hashes = linesOf((*this)[chain::entries::hashes]);
    const bool isAtTip = told.last == told.tipNumber;
    told.count = hashes.size();
    told.last = hashes.last().split(' ').first().toLongLong();
    told.hash = chain::Hash::fromHex(hashes.last().trimmed().split(' ').last()).value();
    if (isAtTip) {
        told.tipNumber = told.last;
        told.tip = told.hash;
    }
    setManifest(told, key);
}

void BundleFiles::setManifest(const chain::Manifest &manifest, const crypto::SigningKey *key)
{
    chain::Manifest told = manifest;
    if (key)
        told.keyId = key->verifyingKey().id();
    (*this)[chain::entries::manifest] = chain::textOf(told);
    if (key)
        (*this)[chain::entries::signature] = key->sign(chain::textOf(told));
}

}
