// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/nextpath.h"

#include <QTest>

using namespace sekimori::platformd;

class TestNextPath : public QObject {
    Q_OBJECT

private slots:
    void goesOnToPathsOfThisHost_data();
    void goesOnToPathsOfThisHost();
    void goesHomeForAnythingOdd_data();
    void goesHomeForAnythingOdd();
    void keepsThePathInTheSignInPagesOwn();
};

void TestNextPath::goesOnToPathsOfThisHost_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/wiki", "/wiki/", "/wiki/Main_Page?action=edit&section=2", "/a//b", "/~u/x.html;v=1",
             "/%E5%B1%B1", "/100%25", "/a%252Fb", "/search?q=a%5Cb%0A", "/go?to=https://evil.example/", "/a:b@c",
             "/sign-in-help", "/..a/b..", "/?"})
        QTest::newRow(path) << QByteArray(path);
}

void TestNextPath::goesOnToPathsOfThisHost()
{
    QFETCH(QByteArray, path);
    QCOMPARE(safeNextPath(path), path);
}

void TestNextPath::goesHomeForAnythingOdd_data()
{
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *name, const QByteArray &path) { QTest::newRow(name) << path; };
    row("nothing", "");
    row("no slash", "wiki");
    row("another host", "https://evil.example/");
    row("another host by the same scheme", "//evil.example/");
    row("three slashes", "///evil.example/");
    row("slash and backslash", "/\\evil.example/");
    row("backslash and slash", "\\/evil.example/");
    row("backslash inside", "/a\\b");
    row("script", "javascript:alert(1)");
    row("scheme behind a blank", " https://evil.example/");
    row("tab between the slashes", "/\t/evil.example/");
    row("line break between the slashes", "/\n/evil.example/");
    row("a second header line", "/a\r\nSet-Cookie: x=y");
    row("null byte", QByteArray("/a\0b", 4));
    row("not ASCII", "/\xe5\xb1\xb1");
    row("fragment", "/a#b");
    row("encoded slash", "/%2Fevil.example/");
    row("encoded slash, small", "/%2fevil.example/");
    row("encoded slashes", "%2F%2Fevil.example/");
    row("encoded backslash", "/%5Cevil.example/");
    row("encoded twice", "/%252Fevil.example/");
    row("encoded three times", "/%25252Fevil.example/");
    row("encoded too often to tell", "/%2525252525252Fevil.example/");
    row("encoded line break", "/a%0d%0aLocation:%20//evil.example/");
    row("encoded null byte", "/a%00");
    row("encoded tab", "/%09/evil.example/");
    row("broken encoding", "/a%2");
    row("no digits", "/a%zz");
    row("half a digit", "/a%2gb");
    row("dots", "/a/../../evil");
    row("dots before two slashes", "/.//evil.example/");
    row("encoded dots", "/%2e%2e//evil.example/");
    row("the way in", "/sign-in?next=/a");
    row("the way out", "/sign-out");
    row("the way out, encoded", "/sign%2Dout");
    row("too long", '/' + QByteArray(2048, 'a'));
}

void TestNextPath::goesHomeForAnythingOdd()
{
    QFETCH(QByteArray, path);
    QCOMPARE(safeNextPath(path), "/");
}

void TestNextPath::keepsThePathInTheSignInPagesOwn()
{
    QCOMPARE(signInPath("/"), "/sign-in?next=/");
    QCOMPARE(signInPath("/a b"), "/sign-in?next=/");
    QCOMPARE(signInPath("/a?b=c&d=%41+e"), "/sign-in?next=/a%3Fb%3Dc%26d%3D%2541%2Be");
}

QTEST_GUILESS_MAIN(TestNextPath)
#include "tst_nextpath.moc"
