// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/pageimage.h"

#include <QBuffer>
#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;

namespace {

QImage picture(const QSize &size, QImage::Format format = QImage::Format_RGB32)
{
    QImage image(size, format);
    image.fill(QColor(40, 90, 140));
    for (int x = 0; x < size.width(); x += 7)
        image.setPixelColor(x, x % size.height(), Qt::white);
    return image;
}

QByteArray file(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

/// A BMP whose head says how large it is, with next to nothing behind it.
QByteArray bombOf(quint32 width, quint32 height)
{
    QByteArray bomb = file(picture({2, 2}), "bmp");
    for (int i = 0; i < 4; ++i) {
        bomb[18 + i] = char(width >> (8 * i));
        bomb[22 + i] = char(height >> (8 * i));
    }
    return bomb;
}

}

/// Images on their way from a file to the platform.
class TestPageImage : public QObject {
    Q_OBJECT

private slots:
    void opensEveryFormatByItsContent_data();
    void opensEveryFormatByItsContent();
    void refusesWhatIsNoImage_data();
    void refusesWhatIsNoImage();
    void readsNoFileThatIsTooLarge();
    void sendsTheVeryFileWhereNothingHasToBeDone();
    void sendsAPart();
    void scalesDownWithTheAspectKept();
    void keepsWhatIsTransparent();
    void opensPixelsThatWereNeverAFile();
};

void TestPageImage::opensEveryFormatByItsContent_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("PNG") << QByteArray("png") << QByteArray("image/png");
    QTest::newRow("JPEG") << QByteArray("jpeg") << QByteArray("image/jpeg");
    QTest::newRow("BMP") << QByteArray("bmp") << QByteArray("image/bmp");
    QTest::newRow("WebP") << QByteArray("webp") << QByteArray("image/webp");
}

void TestPageImage::opensEveryFormatByItsContent()
{
    QFETCH(const QByteArray, format);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"called-otherwise.txt"_s);
    const QByteArray bytes = file(picture({120, 80}), format.constData());
    QVERIFY2(!bytes.isEmpty(), "This Qt cannot write the format.");
    QFile written(path);
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(bytes) == bytes.size());
    written.close();
    const auto opened = openImageFile(path);
    QVERIFY(opened.has_value());
    QCOMPARE(opened->picture.size(), QSize(120, 80));
    QTEST(opened->file.mediaType, "type");
    QCOMPARE(opened->file.bytes, bytes);
}

void TestPageImage::refusesWhatIsNoImage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("nothing") << QByteArray() << QByteArray("image.unknown");
    QTest::newRow("text") << QByteArray("<script>alert(1)</script>") << QByteArray("image.unknown");
    QTest::newRow("a drawing") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>")
                               << QByteArray("image.unknown");
    QTest::newRow("half a PNG") << file(picture({300, 300}), "png").left(60) << QByteArray("image.broken");
    QTest::newRow("a JPEG's beginning") << QByteArray("\xff\xd8\xff\xe0nothing") << QByteArray("image.broken");
    QTest::newRow("a bomb") << bombOf(8'000, 8'000) << QByteArray("image.tooManyPixels");
    QTest::newRow("too many bytes") << QByteArray(mostImageBytes + 1, 'B') << QByteArray("image.tooLarge");
}

void TestPageImage::refusesWhatIsNoImage()
{
    QFETCH(const QByteArray, bytes);
    const auto opened = openImage(bytes);
    QVERIFY(!opened);
    QTEST(QByteArray(opened.error().message->code), "code");
}

void TestPageImage::readsNoFileThatIsTooLarge()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"large"_s);
    QFile written(path);
    QVERIFY(written.open(QIODevice::WriteOnly) && written.resize(1LL << 32)); // which takes no room on the disk
    written.close();
    const auto opened = openImageFile(path);
    QVERIFY(!opened);
    QCOMPARE(QByteArray(opened.error().message->code), "image.tooLarge");
    const auto missing = openImageFile(folder.filePath(u"missing"_s));
    QVERIFY(!missing);
    QCOMPARE(QByteArray(missing.error().message->code), "image.unreadable");
}

void TestPageImage::sendsTheVeryFileWhereNothingHasToBeDone()
{
    const QByteArray bytes = file(picture({200, 100}), "jpeg");
    const auto sent = contentOf(*openImage(bytes), {});
    QVERIFY(sent.has_value());
    QCOMPARE(sent->bytes, bytes);
    QCOMPARE(sent->mediaType, "image/jpeg");
}

void TestPageImage::sendsAPart()
{
    QImage image = picture({200, 100});
    image.setPixelColor(50, 20, Qt::red);
    const auto sent = contentOf(*openImage(file(image, "png")), QRect(50, 20, 100, 60));
    QVERIFY(sent.has_value());
    QCOMPARE(sent->mediaType, "image/png");
    const QImage part = QImage::fromData(sent->bytes);
    QCOMPARE(part.size(), QSize(100, 60));
    QCOMPARE(part.pixelColor(0, 0), QColor(Qt::red));
}

void TestPageImage::scalesDownWithTheAspectKept()
{
    const auto sent = contentOf(*openImage(file(picture({4096, 512}), "jpeg")), {});
    QVERIFY(sent.has_value());
    QCOMPARE(sent->mediaType, "image/jpeg");
    QCOMPARE(QImage::fromData(sent->bytes).size(), QSize(2048, 256));
}

void TestPageImage::keepsWhatIsTransparent()
{
    QImage image = picture({300, 100}, QImage::Format_ARGB32);
    image.setPixelColor(10, 10, Qt::transparent);
    const auto sent = contentOf(*openImage(file(image, "webp")), QRect(0, 0, 150, 100));
    QVERIFY(sent.has_value());
    QCOMPARE(sent->mediaType, "image/png");
    QCOMPARE(QImage::fromData(sent->bytes).pixelColor(10, 10).alpha(), 0);
}

void TestPageImage::opensPixelsThatWereNeverAFile()
{
    const auto opened = openPicture(picture({90, 60}));
    QVERIFY(opened.has_value());
    const auto sent = contentOf(*opened, {});
    QVERIFY(sent.has_value());
    QCOMPARE(sent->mediaType, "image/png");
    QVERIFY(!openPicture({}));
}

QTEST_GUILESS_MAIN(TestPageImage)
#include "tst_pageimage.moc"
