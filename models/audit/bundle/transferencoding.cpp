// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/transferencoding.h"

#include <QList>

#include <algorithm>
#include <utility>

namespace sekimori::audit::bundle {
namespace {

enum class Encoding { None, Base64, QuotedPrintable };

/// Goes through a mail line by line. It does not ask how the parts of a mail lie within each other: a header tells how
/// what comes behind the next empty line is encoded, and a line that begins like a boundary ends it.
class Decoding {
public:
    void take(const QByteArray &line);
    QByteArray finish();

private:
    void takePlain(const QByteArray &line);
    void endBody();

    QByteArray m_plain;
    QByteArray m_body; ///< as far as it was read, still encoded
    Encoding m_announced = Encoding::None;
    Encoding m_current = Encoding::None;
};

void Decoding::take(const QByteArray &line)
{
    if (m_current != Encoding::None && line.startsWith("--"))
        endBody();
    if (m_current == Encoding::None)
        return takePlain(line);
    m_body += line;
    m_body += '\n';
}

void Decoding::takePlain(const QByteArray &line)
{
    constexpr QByteArrayView header = "content-transfer-encoding:";
    m_plain += line;
    m_plain += '\n';
    if (line.isEmpty()) {
        m_current = std::exchange(m_announced, Encoding::None);
    } else if (line.first(std::min(line.size(), header.size())).toLower() == header) {
        const QByteArray name = line.sliced(header.size()).trimmed().toLower();
        m_announced = name == "base64"   ? Encoding::Base64
            : name == "quoted-printable" ? Encoding::QuotedPrintable
                                         : Encoding::None;
    }
}

void Decoding::endBody()
{
    if (m_current == Encoding::Base64)
        m_plain += QByteArray::fromBase64(m_body);
    else if (m_current == Encoding::QuotedPrintable)
        m_plain += QByteArray::fromPercentEncoding(m_body.replace("=\n", ""), '=');
    m_plain += '\n';
    m_body.clear();
    m_current = Encoding::None;
}

QByteArray Decoding::finish()
{
    endBody();
    return std::move(m_plain);
}

}

QByteArray withoutTransferEncoding(QByteArrayView text)
{
    Decoding decoding;
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    for (const QByteArray &line : lines)
        decoding.take(line.endsWith('\r') ? line.chopped(1) : line);
    return decoding.finish();
}

}
