// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/lexer.h"

#include <QTest>

using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestFilterLexer : public QObject {
    Q_OBJECT

private slots:
    void takesTextApart_data();
    void takesTextApart();
    void readsWhatQuotesAndSlashesHold_data();
    void readsWhatQuotesAndSlashesHold();
    void knowsWherePlainStarsStand();
    void tellsThePlaceOfEachToken();
};

namespace {

/// A picture of the tokens: `W` word, `Q` quoted, `E` expression, `R` range, `N` name, `O` operator, `J` joint …
QString picture(const Token &token)
{
    switch (token.kind) {
    case Token::Kind::Word:
        return u"W"_s + token.text;
    case Token::Kind::Quoted:
        return u"Q"_s + token.text;
    case Token::Kind::Expression:
        return u"E"_s + token.text;
    case Token::Kind::Range:
        return u"R"_s;
    case Token::Kind::Name:
        return u"N"_s + nameOf(token.name);
    case Token::Kind::Operator:
        return u"O"_s + textOf(token.operation);
    case Token::Kind::Open:
        return u"("_s;
    case Token::Kind::Close:
        return u")"_s;
    case Token::Kind::Comma:
        return u","_s;
    case Token::Kind::Minus:
        return u"-"_s;
    case Token::Kind::Joint:
        return u"J"_s + nameOf(token.joint);
    case Token::Kind::Broken:
        return u"!"_s + QLatin1StringView(token.mistake->error.message->code);
    case Token::Kind::End:
        return u"."_s;
    }
    return {};
}

QString picture(const QString &text)
{
    QStringList pictures;
    for (const Token &token : tokensOf(text))
        pictures += picture(token);
    return pictures.join(u' ');
}

}

void TestFilterLexer::takesTextApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tokens");
    const auto row = [](const char *text, const char *tokens) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(tokens);
    };
    row("", ".");
    row("  \t　 ", ".");
    row("taro", "Wtaro .");
    row("taro　hanako", "Wtaro Whanako .");
    row("user:taro", "Nuser O: Wtaro .");
    row("USER:Taro", "Nuser O: WTaro .");
    row("user：taro", "Nuser O: Wtaro .");
    row("user!：taro", "Nuser O!: Wtaro .");
    row("user : taro", "Nuser O: Wtaro .");
    row("user taro", "Wuser Wtaro .");
    row("level >= warning", "Nlevel O>= Wwarning .");
    row("level<=notice", "Nlevel O<= Wnotice .");
    row("level<notice", "Nlevel O< Wnotice .");
    row("complement~a~b", "Ncomplement O~ Wa~b .");
    row("ユーザー：太郎", "Nuser O: W太郎 .");
    row("使用者:太郎", "Nuser O: W太郎 .");
    row("日時:2026-03-05T14:00", "Ntime O: W2026-03-05T14:00 .");
    row("source:2001:db8::/32", "Nsource O: W2001:db8::/32 .");
    row("source:::1", "Nsource O: W::1 .");
    row("source:10.0.0.1..10.0.0.9 x", "Nsource O: W10.0.0.1 R W10.0.0.9 Wx .");
    row("source:10.0.0.1 .. 10.0.0.9", "Nsource O: W10.0.0.1 R W10.0.0.9 .");
    row("time:\"2026-03-01 10:00\"..2026-03-02", "Ntime O: Q2026-03-01 10:00 R W2026-03-02 .");
    row("complement:a..b", "Ncomplement O: Wa..b .");
    row("user:-taro", "Nuser O: W-taro .");
    row("user:(a, \"b c\" ,/d/)", "Nuser O: ( Wa , Qb c , Ed ) .");
    row("level:(notice..error,critical) x", "Nlevel O: ( Wnotice R Werror , Wcritical ) Wx .");
    row("user:(a and)", "Nuser O: ( Wa Wand ) .");
    row("(a or b) and not c", "( Wa Jor Wb ) Jand Jnot Wc .");
    row("A OR B", "WA Jor WB .");
    row("太郎 または 花子", "W太郎 Jor W花子 .");
    row("太郎 或 花子", "W太郎 Jor W花子 .");
    row("-user:taro", "- Nuser O: Wtaro .");
    row("a-b", "Wa-b .");
    row("a/b/c", "Wa/b/c .");
    row("/a b/ c", "Ea b Wc .");
    row("foo\"bar\"", "Wfoo Qbar .");
    row("2001:db8::1", "W2001:db8::1 .");
    row("fe::1", "Wfe::1 .");
    row("::1", "W::1 .");
    row("10:30", "W10:30 .");
    row("retries=3", "Wretries=3 .");
    row("since:7d", "Nsince O: W7d .");
    row("until:\"yesterday 18:00\"", "Nuntil O: Qyesterday 18:00 .");
    row("usr:taro", "!filter.field.unknown");
    row("http://x", "!filter.field.unknown");
    row(":taro", "!filter.field.missing");
    row("user=taro", "Nuser !filter.operator.unknown");
    row("user!=taro", "Nuser !filter.operator.unknown");
    row("user!~taro", "Nuser !filter.operator.unknown");
    row("\"never closed", "!filter.quote.open");
    row("/never closed", "!filter.expression.open");
    row("/var/log", "Evar !filter.expression.glued");
    row("user:/a/b", "Nuser O: Ea !filter.expression.glued");
    row("!user:taro", "!filter.negation");
    row("!user taro", "W!user Wtaro .");
    row("!user = taro", "!filter.negation");
    row("!usr:taro", "!filter.negation");
    row("！ユーザー：太郎", "!filter.negation");
    row("!(a or b)", "!filter.negation");
    row("！（a or b）", "!filter.negation");
    row("!\"a\"", "!filter.negation");
    row("!/a/", "!filter.negation");
    row("!taro", "W!taro .");
    row("!a=b", "W!a=b .");
    row("a !", "Wa W! .");
    row("user:\"a\"\"b\"", "Nuser O: Qa !filter.quote.glued");
    row("user:\"taro\"hanako", "Nuser O: Qtaro !filter.quote.glued");
    row("\"a\"(b)", "Qa !filter.quote.glued");
    row("user:(\"a\",\"b\")", "Nuser O: ( Qa , Qb ) .");
    row("(\"a\")", "( Qa ) .");
    row("level>＝warning", "Nlevel O>= Wwarning .");
    row("レベル＞＝警告", "Nlevel O>= W警告 .");
    row("level＜error", "Nlevel O< Werror .");
    row("user！：taro", "Nuser O!: Wtaro .");
    row("complement～a complement〜b", "Ncomplement O~ Wa Ncomplement O~ Wb .");
    row("user：（taro，hanako）", "Nuser O: ( Wtaro , Whanako ) .");
    row("user:(taro，\"b\"，c)", "Nuser O: ( Wtaro , Qb , Wc ) .");
    row("（/a/ or \"b\"） －c", "( Ea Jor Qb ) - Wc .");
    row("（会議（3名） or b）", "( W会議（3名） Jor Wb ) .");
    row("会議（3名） a，b", "W会議（3名） Wa，b .");
    row("user:（株）田中", "Nuser O: W（株）田中 .");
    row("（株）田中", "W（株）田中 .");
    row("東京～大阪", "W東京～大阪 .");
    row("東京＞大阪", "!filter.field.unknown");
    row("user＝taro", "Nuser !filter.operator.unknown");
}

void TestFilterLexer::takesTextApart()
{
    QFETCH(const QString, text);
    QTEST(picture(text), "tokens");
}

void TestFilterLexer::readsWhatQuotesAndSlashesHold_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("held");
    const auto row = [](const char *text, const char *held) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(held);
    };
    row(R"("a b")", "a b");
    row(R"("say \"hi\"")", R"(say "hi")");
    row(R"("C:\temp\\")", R"(C:\temp\)");
    row(R"("a(b),c")", "a(b),c");
    row(R"("")", "");
    row(R"(/a\/b/)", "a/b");
    row(R"(/a\\/)", R"(a\\)");
    row(R"(/\d+ "x"/)", R"(\d+ "x")");
}

void TestFilterLexer::readsWhatQuotesAndSlashesHold()
{
    QFETCH(const QString, text);
    const auto tokens = tokensOf(text);
    QCOMPARE(tokens.size(), 2U);
    QTEST(tokens.front().text, "held");
    QCOMPARE(tokens.front().place, (Place{0, text.size()}));
}

void TestFilterLexer::knowsWherePlainStarsStand()
{
    const auto tokens = tokensOf(uR"(user:"a*b\*c\"*")"_s);
    QCOMPARE(tokens[2].text, uR"(a*b*c"*)"_s);
    QCOMPARE(tokens[2].plainStars, (std::vector<qsizetype>{3}));
}

void TestFilterLexer::tellsThePlaceOfEachToken()
{
    const QString text = u"  user!:(a, \"b\")　-/c/"_s;
    QStringList pieces;
    for (const Token &token : tokensOf(text))
        pieces += text.mid(token.place.position, token.place.length);
    QCOMPARE(
        pieces, (QStringList{u"user"_s, u"!:"_s, u"("_s, u"a"_s, u","_s, u"\"b\""_s, u")"_s, u"-"_s, u"/c/"_s, u""_s}));
}

QTEST_GUILESS_MAIN(TestFilterLexer)
#include "tst_filterlexer.moc"
