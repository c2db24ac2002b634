// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imagecleaner.h"
#include "image/imageoutcome.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestImageCleaner : public QObject {
    Q_OBJECT

private slots:
    void bringsBackACleanImage();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void survivesAProgramThatBreaks_data();
    void survivesAProgramThatBreaks();
    void believesNoAnswerThatCannotBe();
    void saysThatTheProgramIsNotThere();
    void readsAFewAtATime();

private:
    QString script(const QByteArray &lines) const;

    QTemporaryDir m_folder;
};

namespace {

QByteArray png()
{
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return file;
}

}

/// A program that stands for one that a hostile file has taken over.
QString TestImageCleaner::script(const QByteArray &lines) const
{
    const QString path = m_folder.filePath(u"program"_s);
    QFile::remove(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("#!/bin/sh\n" + lines);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

void TestImageCleaner::bringsBackACleanImage()
{
    ImageCleaner cleaner({.program = ImageCleaner::standardProgram()});
    const auto image = cleaner.clean(png(), "image/png");
    QVERIFY(image.has_value());
    QCOMPARE(image->mediaType, "image/png");
    QCOMPARE(QSize(image->width, image->height), QSize(40, 30));
    QCOMPARE(QImage::fromData(image->bytes).size(), QSize(40, 30));
}

void TestImageCleaner::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a type that is not taken")
        << png() << QByteArray("image/svg+xml") << QByteArray("image.typeUnknown");
    QTest::newRow("no type") << png() << QByteArray() << QByteArray("image.typeUnknown");
    QTest::newRow("another kind") << png() << QByteArray("image/gif") << QByteArray("image.notAsClaimed");
    QTest::newRow("cut off") << png().first(40) << QByteArray("image/png") << QByteArray("image.unreadable");
    QTest::newRow("too large") << QByteArray(largestImage + 1, 'x') << QByteArray("image/png")
                               << QByteArray("image.tooLarge");
}

void TestImageCleaner::saysWhatIsWrong()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, type);
    ImageCleaner cleaner({.program = ImageCleaner::standardProgram()});
    const auto image = cleaner.clean(file, type);
    QVERIFY(!image);
    QTEST(QByteArray(image.error().message->code), "code");
}

void TestImageCleaner::survivesAProgramThatBreaks_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("crashes") << QByteArray("kill -SEGV $$\n");
    QTest::newRow("never ends") << QByteArray("exec sleep 600\n");
    QTest::newRow("ends without a word") << QByteArray("exit 0\n");
    QTest::newRow("ends otherwise") << QByteArray("exit 77\n");
    QTest::newRow("reads nothing") << QByteArray("exec <&-\nexit 1\n");
}

void TestImageCleaner::survivesAProgramThatBreaks()
{
    QFETCH(QByteArray, lines);
    ImageCleaner cleaner({.program = script(lines), .longest = std::chrono::milliseconds(700)});
    const auto image = cleaner.clean(QByteArray(1024 * 1024, 'x'), "image/png");
    QVERIFY(!image);
    QCOMPARE(image.error().message->code, "image.unreadable");
}

void TestImageCleaner::believesNoAnswerThatCannotBe()
{
    for (const QByteArray &answer :
        {QByteArray("image/svg+xml 10 10\\n<svg/>"), QByteArray("image/png 90000 90000\\nx"),
            QByteArray("image/png 10 10\\n"), QByteArray("image/png 10\\nx"), QByteArray("x"), QByteArray("\\nx")}) {
        ImageCleaner cleaner({.program = script("cat >/dev/null\nprintf '" + answer + "'\n")});
        QVERIFY2(!cleaner.clean(png(), "image/png"), answer.constData());
    }
}

void TestImageCleaner::saysThatTheProgramIsNotThere()
{
    ImageCleaner cleaner({.program = m_folder.filePath(u"nothing"_s)});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"does not start"_s));
    const auto image = cleaner.clean(png(), "image/png");
    QVERIFY(!image);
    QCOMPARE(image.error().message->code, "image.programFailed");
    QCOMPARE(image.error().kind, ErrorKind::Unavailable);
}

/// The programs hold until a file is there, so the third call meets two that are under way.
void TestImageCleaner::readsAFewAtATime()
{
    const QString begun = m_folder.filePath(u"begun"_s);
    const QString gate = m_folder.filePath(u"gate"_s);
    const QByteArray lines = "cat >/dev/null\necho x >> " + begun.toUtf8() + "\nwhile [ ! -e " + gate.toUtf8()
        + " ]; do sleep 0.05; done\nexit 5\n";
    ImageCleaner cleaner({.program = script(lines), .longest = std::chrono::minutes(5)});
    const auto first = std::async(std::launch::async, [&] { return cleaner.clean(png(), "image/png"); });
    const auto second = std::async(std::launch::async, [&] { return cleaner.clean(png(), "image/png"); });
    const auto begunCount = [&] {
        QFile file(begun);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('x') : 0;
    };
    QTRY_COMPARE(begunCount(), 2);
    const auto third = cleaner.clean(png(), "image/png");
    QFile open(gate);
    QVERIFY(open.open(QIODevice::WriteOnly));
    first.wait();
    second.wait();
    QVERIFY(!third);
    QVERIFY(third.error().is(messages::ImagesBusy));
}

QTEST_GUILESS_MAIN(TestImageCleaner)
#include "tst_imagecleaner.moc"
