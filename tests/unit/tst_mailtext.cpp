// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/mailtext.h"

#include <QTest>

#include <algorithm>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestMailText : public QObject {
    Q_OBJECT

private slots:
    void standsAsItIsWhereAsciiIsEnough();
    void encodesWhatIsNot();
    void beginsNoHeaderOfAnybodysChoice_data();
    void beginsNoHeaderOfAnybodysChoice();
    void keepsLinesShort();
    void givesTheSameBytesAgain();
    void carriesAttachments();

private:
    static MailHeader header();
    static OutgoingMail mail();
    static QByteArrayList headerLines(const QByteArray &text);
};

MailHeader TestMailText::header()
{
    return {
        .fromName = u"Alpha & Co"_s,
        .fromAddress = u"sekimori@example.test"_s,
        .to = u"ops@example.test"_s,
        .messageId = u"<1@example.test>"_s,
        .listId = u"alerts.alpha.example.test"_s,
        .date = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5) + std::chrono::hours(14),
    };
}

OutgoingMail TestMailText::mail()
{
    OutgoingMail mail;
    mail.language = u"en"_s;
    mail.subject = u"3 warnings"_s;
    mail.plain = u"One\nTwo\n"_s;
    mail.html = u"<p>One</p>"_s;
    return mail;
}

QByteArrayList TestMailText::headerLines(const QByteArray &text)
{
    QByteArray head = text.first(text.indexOf("\r\n\r\n"));
    head.replace("\r\n ", " ");
    QByteArrayList lines = head.split('\n');
    for (QByteArray &line : lines)
        line = line.trimmed();
    return lines;
}

void TestMailText::standsAsItIsWhereAsciiIsEnough()
{
    const QByteArray text = mailText(header(), mail());
    const QByteArrayList lines = headerLines(text);
    QVERIFY(lines.contains("Date: Thu, 05 Mar 2026 14:00:00 +0000"));
    QVERIFY(lines.contains("Message-ID: <1@example.test>"));
    QVERIFY(lines.contains("From: \"Alpha & Co\" <sekimori@example.test>"));
    QVERIFY(lines.contains("To: <ops@example.test>"));
    QVERIFY(lines.contains("Subject: 3 warnings"));
    QVERIFY(lines.contains("Auto-Submitted: auto-generated"));
    QVERIFY(lines.contains("List-Id: <alerts.alpha.example.test>"));
    QVERIFY(text.contains("\r\n\r\nOne\r\nTwo\r\n--"));
}

void TestMailText::encodesWhatIsNot()
{
    OutgoingMail japanese = mail();
    japanese.subject = u"警告：ログインに10回失敗したユーザーがいます（デモ株式会社の監査ログ）"_s;
    japanese.plain = u"本文\n"_s;
    const QByteArray text = mailText(header(), japanese);
    QVERIFY(text.contains("Subject: =?utf-8?B?"));
    MailHeader renamed = header();
    renamed.fromName = u"株式会社とても長い名前のテナント"_s;
    renamed.fromAddress = QString(60, u'a') + u"@example.test"_s;
    const QByteArray named = mailText(renamed, japanese);
    for (const QByteArray &line : named.first(named.indexOf("\r\n\r\n")).split('\n'))
        QVERIFY2(!line.contains("=?") || line.trimmed().size() <= 76, line.constData()); // RFC 2047
    QVERIFY(text.contains(u"本文\r\n"_s.toUtf8().toBase64()));
    QVERIFY(std::ranges::all_of(text, [](char c) { return c == '\r' || c == '\n' || (c >= ' ' && c <= '~'); }));
}

void TestMailText::beginsNoHeaderOfAnybodysChoice_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("CR LF") << u"one\r\nBcc: two@example.test"_s;
    QTest::newRow("LF") << u"one\nBcc: two@example.test"_s;
    QTest::newRow("CR") << u"one\rBcc: two@example.test"_s;
    QTest::newRow("line separator") << u"one\u2028Bcc: two@example.test"_s;
    QTest::newRow("end of header") << u"one\r\n\r\nBcc: two@example.test"_s;
    QTest::newRow("zero") << u"one\0Bcc: two@example.test"_s;
    QTest::newRow("encoded") << u"=?utf-8?Q?one=0D=0ABcc:_two@example.test?="_s;
    QTest::newRow("with quotes") << u"\"one\" <x@example.test>\\"_s;
}

void TestMailText::beginsNoHeaderOfAnybodysChoice()
{
    QFETCH(QString, text);
    OutgoingMail forged = mail();
    forged.subject = text;
    forged.language = text;
    forged.attachments = {{text, text.toLatin1(), "x"}};
    MailHeader head = header();
    head.fromName = text;
    const QByteArray made = mailText(head, forged);
    const QByteArrayList lines = headerLines(made);
    QCOMPARE(std::ranges::count_if(lines, [](const QByteArray &line) { return line.startsWith("Subject:"); }), 1);
    for (const QByteArray &line : made.split('\n'))
        QVERIFY2(!line.startsWith("Bcc"), line.constData());
    for (const QByteArray &line : lines)
        QVERIFY2(line.indexOf(": ") > 0, line.constData());
    QVERIFY(made.count("\r\n") == made.count('\n') && made.count('\r') == made.count('\n'));
}

void TestMailText::keepsLinesShort()
{
    OutgoingMail wide = mail();
    wide.subject = QString(5000, u'x');
    wide.plain = QString(5000, u'y');
    wide.html = QString(5000, u'語');
    wide.attachments = {{QString(5000, u'n'), "text/plain", QByteArray(5000, 'z')}};
    MailHeader head = header();
    head.fromName = QString(5000, u'名');
    for (const QByteArray &line : mailText(head, wide).split('\n'))
        QVERIFY2(line.size() <= 200, line.constData());
}

void TestMailText::givesTheSameBytesAgain()
{
    QCOMPARE(mailText(header(), mail()), mailText(header(), mail()));
    MailHeader other = header();
    other.messageId = u"<2@example.test>"_s;
    QVERIFY(mailText(other, mail()) != mailText(header(), mail()));
}

void TestMailText::carriesAttachments()
{
    OutgoingMail mail = TestMailText::mail();
    mail.attachments = {{u"checkpoint.json"_s, "application/json", "{\"tip\":1}"}};
    const QByteArray text = mailText(header(), mail);
    QVERIFY(text.contains("Content-Type: multipart/mixed"));
    QVERIFY(text.contains("filename=\"checkpoint.json\""));
    QVERIFY(text.contains(QByteArray("{\"tip\":1}").toBase64()));
}

QTEST_GUILESS_MAIN(TestMailText)
#include "tst_mailtext.moc"
