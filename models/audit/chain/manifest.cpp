// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/manifest.h"

#include "audit/chain/checkpoint.h"
#include "audit/chain/jsontext.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sekimori::audit::chain {
namespace {

/// An object of RFC 8785 whose members are added in the order of their names.
class Writing {
public:
    void add(QByteArrayView name, const auto &text)
    {
        begin(name);
        appendJsonText(m_json, text);
    }
    void add(QByteArrayView name, const Hash &hash) { add(name, hash.toHex()); }
    void add(QByteArrayView name, qint64 number)
    {
        begin(name);
        m_json += QByteArray::number(number);
    }
    void add(QByteArrayView name, const Writing &object)
    {
        begin(name);
        m_json += object.finished();
    }
    QByteArray finished() const { return m_json + '}'; }

private:
    void begin(QByteArrayView name)
    {
        if (m_json.size() > 1)
            m_json += ',';
        appendJsonText(m_json, name);
        m_json += ':';
    }

    QByteArray m_json = "{";
};

/// Takes members; what is missing or of another kind shows when the whole is written anew.
class Reading {
public:
    explicit Reading(QJsonObject json)
        : m_json(std::move(json))
    {
    }

    QString text(QLatin1StringView name) const { return m_json[name].toString(); }
    QByteArray bytes(QLatin1StringView name) const { return text(name).toUtf8(); }
    qint64 number(QLatin1StringView name) const { return m_json[name].toInteger(-1); }
    Hash hash(QLatin1StringView name) const { return Hash::fromHex(bytes(name)).value_or(Hash()); }
    EventTime time(QLatin1StringView name) const { return timeFromText(text(name)).value_or(EventTime()); }

private:
    QJsonObject m_json;
};

/// What JSON can tell exactly.
constexpr qint64 mostNumber = qint64(1) << 53;

bool isPossible(const Manifest &manifest)
{
    const bool isSpan = manifest.first >= 1 && manifest.last >= manifest.first - 1
        && manifest.tipNumber >= manifest.last && manifest.tipNumber < mostNumber && manifest.count >= 0
        && manifest.count <= manifest.last - manifest.first + 1;
    const bool endsRight = manifest.last >= manifest.first || manifest.hash == manifest.before;
    const bool isAtTip = manifest.last != manifest.tipNumber || manifest.hash == manifest.tip;
    const bool beginsRight = manifest.first > 1 || manifest.before == originOf(manifest.logId);
    return isSpan && endsRight && isAtTip && beginsRight && isLogId(manifest.logId);
}

}

QByteArray textOf(const Manifest &manifest)
{
    Writing digests;
    for (const auto &[name, digest] : manifest.digests)
        digests.add(name, digest);
    Writing json;
    json.add("before", manifest.before);
    json.add("count", manifest.count);
    json.add("digests", digests);
    json.add("exported", toText(manifest.exported));
    json.add("first", manifest.first);
    json.add("format", bundleFormat);
    json.add("hash", manifest.hash);
    json.add("key", manifest.keyId);
    json.add("last", manifest.last);
    json.add("log", manifest.logId);
    json.add("tenant", manifest.tenant);
    json.add("tip", manifest.tip);
    json.add("tipNumber", manifest.tipNumber);
    return json.finished();
}

Result<Manifest> manifestFromText(QByteArrayView text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toByteArray()).object();
    const Reading reading(json);
    Manifest manifest{
        .logId = reading.bytes("log"_L1),
        .tenant = reading.text("tenant"_L1),
        .first = reading.number("first"_L1),
        .last = reading.number("last"_L1),
        .count = reading.number("count"_L1),
        .before = reading.hash("before"_L1),
        .hash = reading.hash("hash"_L1),
        .tipNumber = reading.number("tipNumber"_L1),
        .tip = reading.hash("tip"_L1),
        .exported = reading.time("exported"_L1),
        .keyId = reading.bytes("key"_L1),
        .digests = {},
    };
    const QJsonObject digests = json["digests"_L1].toObject();
    const Reading inside(digests);
    for (const QByteArrayView name : entries::listed)
        manifest.digests[name.toByteArray()] = inside.hash(QLatin1StringView(name));
    if (textOf(manifest) != text || !isPossible(manifest))
        return std::unexpected(Error{ErrorKind::Malformed, ManifestMalformed});
    return manifest;
}

bool looksLikeManifest(QByteArrayView text)
{
    return text.startsWith('{') && text.first(std::min(text.size(), longestManifest)).contains(bundleFormat);
}

}
