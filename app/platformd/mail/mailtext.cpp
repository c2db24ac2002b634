// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/mailtext.h"

#include "crypto/tokens.h"
#include "error/excerpt.h"
#include "store/columns.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype lineLength = 76;

bool isPrintableAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~'; });
}

QString withoutBreaks(QString text)
{
    std::ranges::replace_if(text, breaksLines, u' ');
    return text.simplified();
}

/// RFC 2047: words of whole characters, each of which has room in a line of 76 behind the name of its header.
QByteArray encodedWords(const QString &text)
{
    constexpr qsizetype mostBytes = 39;
    QByteArrayList words;
    QByteArray word;
    const auto finish = [&] {
        words.append("=?utf-8?B?" + word.toBase64() + "?=");
        word.clear();
    };
    for (const char32_t character : text.toUcs4()) {
        const QByteArray bytes = QString::fromUcs4(&character, 1).toUtf8();
        if (word.size() + bytes.size() > mostBytes)
            finish();
        word += bytes;
    }
    finish();
    return words.join("\r\n ");
}

/// Unstructured text of a header.
QByteArray headerText(const QString &text)
{
    constexpr qsizetype longestPlain = 60;
    const QString line = withoutBreaks(text);
    const bool isPlain = isPrintableAscii(line) && line.size() <= longestPlain && !line.contains("=?"_L1);
    return isPlain ? line.toLatin1() : encodedWords(line);
}

/// Somebody's name before an address, which gets a line of its own behind encoded words.
QByteArray phrase(const QString &name)
{
    const QByteArray text = headerText(name);
    if (text.isEmpty())
        return text;
    if (text.startsWith("=?"))
        return text + "\r\n ";
    return '"' + QByteArray(text).replace('\\', "\\\\").replace('"', "\\\"") + "\" ";
}

QByteArray inLines(const QByteArray &content)
{
    const QByteArray encoded = content.toBase64();
    QByteArray lines;
    lines.reserve(encoded.size() + 2 * (encoded.size() / lineLength + 1));
    for (qsizetype at = 0; at < encoded.size(); at += lineLength)
        lines += encoded.sliced(at, std::min(lineLength, encoded.size() - at)) + "\r\n";
    return lines;
}

QByteArray withNetworkBreaks(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    bytes.replace("\r\n", "\n").replace('\r', '\n').replace('\n', "\r\n");
    if (!bytes.endsWith('\n'))
        bytes += "\r\n";
    return bytes;
}

bool canStandAsItIs(const QByteArray &text)
{
    const bool isPlain = std::ranges::all_of(
        text, [](char c) { return (c >= ' ' && c <= '~') || c == '\t' || c == '\r' || c == '\n'; });
    const QByteArrayList lines = text.split('\n');
    return isPlain && std::ranges::all_of(lines, [](const QByteArray &line) { return line.size() <= lineLength + 2; });
}

QByteArray textPart(const QByteArray &type, const QString &content)
{
    const QByteArray text = withNetworkBreaks(content);
    const bool isPlain = canStandAsItIs(text);
    return "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: " + (isPlain ? "7bit" : "base64")
        + "\r\n\r\n" + (isPlain ? text : inLines(text));
}

QByteArray attachmentPart(const MailAttachment &attachment)
{
    static const QRegularExpression mediaType(
        QRegularExpression::anchoredPattern(u"[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}"_s));
    static const QRegularExpression unfit(u"[^A-Za-z0-9._ -]"_s);
    const QString type = QString::fromLatin1(attachment.mediaType);
    const QByteArray known = mediaType.match(type).hasMatch() ? type.toLatin1() : "application/octet-stream"_ba;
    const QByteArray name = QString(attachment.name).replace(unfit, u"_"_s).left(100).toLatin1();
    const QByteArray charset = known.startsWith("text/") ? "; charset=utf-8"_ba : QByteArray();
    return "Content-Type: " + known + charset + "\r\nContent-Disposition: attachment;\r\n filename=\"" + name
        + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inLines(attachment.content);
}

QByteArray multipart(const QByteArray &kind, const QByteArray &boundary, const QByteArrayList &parts)
{
    QByteArray text = "Content-Type: multipart/" + kind + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const QByteArray &part : parts)
        text += "--" + boundary + "\r\n" + part;
    return text + "--" + boundary + "--\r\n";
}

/// Such as `Thu, 05 Mar 2026 14:00:00 +0000`.
QByteArray dateText(audit::EventTime time)
{
    return QLocale::c().toString(toDateTime(time), u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000";
}

}

QByteArray mailText(const MailHeader &header, const OutgoingMail &mail)
{
    // No line of text or base64 begins with it.
    const QByteArray boundary = "=_" + crypto::tokenDigest(header.messageId.toUtf8()).toHex().first(32);
    QByteArrayList parts{multipart(
        "alternative", boundary + ".a", {textPart("text/plain", mail.plain), textPart("text/html", mail.html)})};
    for (const MailAttachment &attachment : mail.attachments)
        parts.append(attachmentPart(attachment));
    const QByteArray body = parts.size() == 1 ? parts.first() : multipart("mixed", boundary + ".m", parts);
    const QByteArray sender = header.fromAddress.toLatin1();
    const QByteArray language = isPrintableAscii(mail.language) ? mail.language.toLatin1() : QByteArray();
    QByteArray lines = "Date: " + dateText(header.date) + "\r\nMessage-ID: " + header.messageId.toLatin1()
        + "\r\nFrom: " + phrase(header.fromName) + '<' + sender + ">\r\nTo: <" + header.to.toLatin1()
        + ">\r\nSubject: " + headerText(mail.subject) + "\r\nAuto-Submitted: auto-generated\r\nList-Id: <"
        + header.listId.toLatin1() + ">\r\nMIME-Version: 1.0\r\n";
    if (!language.isEmpty())
        lines += "Content-Language: " + language + "\r\n";
    return lines + body;
}

}
