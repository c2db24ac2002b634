// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alerttext.h"

#include "alerts/alertmailwords.h"
#include "audit/field.h"
#include "edge/html.h"
#include "error/excerpt.h"
#include "error/messages.h"
#include "error/textdirection.h"
#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestName = 64;
constexpr qsizetype longestField = 200;
constexpr qsizetype longestLine = 300;
constexpr qsizetype mostLines = 5;

QLatin1StringView colourOf(audit::Level level)
{
    constexpr std::array colours{"#888888"_L1, "#3d7ab8"_L1, "#b8860b"_L1, "#d2601a"_L1, "#d32f2f"_L1};
    return colours[size_t(level)];
}

/// Later lines of a value stand below its first one, so that none of them looks like a field.
QString indented(const AlertText::Field &field)
{
    QString value = field.value;
    value.replace(u'\n', u"\n      "_s);
    return u"  %1: %2\n"_s.arg(field.name, value);
}

Html htmlOf(const AlertText::Entry &entry)
{
    static const HtmlTemplate table(webResource(u"mail/event.html"_s));
    static const HtmlTemplate row(webResource(u"mail/field.html"_s));
    Html fields;
    for (const AlertText::Field &field : entry.fields)
        fields += row.filled({{"name"_L1, Html(field.name)}, {"value"_L1, Html(field.value)}});
    return table.filled({{"colour"_L1, Html(QString(colourOf(entry.level)))}, {"fields"_L1, fields}});
}

Html htmlOf(const QStringList &paragraphs)
{
    static const HtmlTemplate paragraph(webResource(u"mail/paragraph.html"_s));
    Html html;
    for (const QString &each : paragraphs)
        html += paragraph.filled({{"text"_L1, Html(each)}});
    return html;
}

}

QString AlertText::plain() const
{
    QString text = title + u"\n\n"_s;
    for (const QString &paragraph : before)
        text += paragraph + u"\n\n"_s;
    for (const Entry &entry : entries) {
        for (const Field &field : entry.fields)
            text += indented(field);
        text += u'\n';
    }
    text += u"-- \n"_s; // so that mail readers know the rest as a signature
    for (const QString &paragraph : after)
        text += paragraph + u'\n';
    return text;
}

QString AlertText::html(const QByteArray &languageTag) const
{
    static const HtmlTemplate page(webResource(u"mail/page.html"_s));
    static const HtmlTemplate foot(webResource(u"mail/foot.html"_s));
    Html content = htmlOf(before);
    for (const Entry &entry : entries)
        content += htmlOf(entry);
    content += foot.filled({{"paragraphs"_L1, htmlOf(after)}});
    return QString::fromUtf8(
        page.filled({{"language"_L1, Html(QString::fromLatin1(languageTag))}, {"title"_L1, Html(title)},
                        {"content"_L1, content}})
            .markup());
}

ReaderPlace ReaderPlace::of(const Languages &languages, const TenantState &tenant)
{
    const policy::Tenant &place = tenant.settings.tenant;
    return {languages.preferredBy({}, place.language), QTimeZone(place.timeZone.toLatin1())};
}

QString ReaderPlace::say(const Message &message, const QStringList &arguments) const
{
    return renderMessage(Error(ErrorKind::Internal, message, arguments), language.translator);
}

QString ReaderPlace::timeText(audit::EventTime time) const
{
    return toDateTime(time).toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss ttt"_s);
}

QString tenantName(const TenantState &tenant)
{
    return oneLine(tenant.settings.tenant.displayName, longestName);
}

void fillIn(OutgoingMail &mail, const AlertText &text, const TenantState &tenant, const ReaderPlace &place)
{
    mail.language = policy::nameOf(tenant.settings.tenant.language);
    mail.subject = text.title;
    mail.plain = text.plain();
    mail.html = text.html(place.language.tag);
}

QString symbolOf(audit::Level level)
{
    constexpr std::array<char16_t, 5> symbols{u'ℹ', u'●', u'⚠', u'✖', u'‼'};
    return QString(QChar(symbols[size_t(level)]));
}

QString oneLine(QStringView text, qsizetype longest)
{
    return withoutTurns(excerpt(text.toString().replace(u'\t', u' '), longest));
}

QString firstLines(QStringView text)
{
    QString all = text.first(std::min(text.size(), longestLine * mostLines)).toString();
    all.replace(u"\r\n"_s, u"\n"_s);
    QStringList lines = all.split(u'\n');
    const bool isCut = lines.size() > mostLines || all.size() < text.size();
    lines.resize(std::min(lines.size(), mostLines));
    for (QString &line : lines)
        line = oneLine(line, longestLine);
    return lines.join(u'\n') + (isCut ? u" …"_s : QString());
}

AlertText::Entry entryOf(const audit::Event &event, const ReaderPlace &place)
{
    using audit::Field;
    AlertText::Entry entry{.fields = {}, .level = event.level};
    const auto add = [&](Field field, const QString &value) {
        if (!value.isEmpty())
            entry.fields.append({place.say(alertFieldWords[size_t(field)]), value});
    };
    entry.fields.append({place.say(AlertEventNumber), QString::number(event.number)});
    add(Field::Time, place.timeText(event.time));
    add(Field::Level, symbolOf(event.level) + u' ' + place.say(alertLevelWords[size_t(event.level)]));
    add(Field::Source, oneLine(event.source, longestField));
    add(Field::User, oneLine(event.user, longestField));
    add(Field::Service, oneLine(event.service, longestField));
    add(Field::Module, oneLine(event.module, longestField));
    add(Field::Action, oneLine(event.action, longestField));
    add(Field::Result, audit::nameOf(event.result));
    add(Field::Complement, firstLines(event.complement));
    return entry;
}

}
