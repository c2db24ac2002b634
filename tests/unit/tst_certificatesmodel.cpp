// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecertificates.h"
#include "items/certificatesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using platform::CertificateFilter;
using platform::CertificateState;

class TestCertificatesModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void showsPeopleAndStatesInWords();
    void fetchesFurtherPeopleUntilThereAreNoMore();
    void showsOnlyWhatTheFilterLetsThrough();
    void dropsAnswersToAnEarlierFilter();
    void readsAsManyAnewAsAreHere();
    void keepsRowsWhereOnlyTheirStateChanges();
    void fetchesUpToWhatIsWanted();
    void keepsWhatWasReadWhenThePlatformFails();

private:
    void settle() { QTRY_VERIFY(!m_model->isFetching()); }
    QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }

    crypto::KeyAndCertificate m_authority;
    fake::Certificates m_certificates;
    bool m_fails = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::CertificatesClient> m_client;
    std::unique_ptr<CertificatesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestCertificatesModel::initTestCase()
{
    m_authority = fake::authority();
}

void TestCertificatesModel::init()
{
    m_certificates = {};
    m_fails = false;
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_fails ? fake::problem(503, u"internal"_s)
                       : m_certificates.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::CertificatesClient>(*m_connection);
    m_model = std::make_unique<CertificatesModel>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    m_model->setZone(QTimeZone("Asia/Tokyo"));
}

void TestCertificatesModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestCertificatesModel::showsPeopleAndStatesInWords()
{
    m_certificates.add(u"sato"_s, CertificateState::Expiring, 12);
    m_certificates.add(u"mori"_s, CertificateState::Revoked);
    m_certificates.add(u"abe"_s, CertificateState::NotIssued);
    m_certificates.holder(u"abe"_s).isPermitted = false;
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(cell(0, CertificatesModel::LoginColumn), u"sato"_s);
    QCOMPARE(cell(0, CertificatesModel::NameColumn), u"Sato Taro"_s);
    QCOMPARE(cell(0, CertificatesModel::StateColumn), u"Expires in 12 days"_s);
    QCOMPARE(cell(0, CertificatesModel::EndColumn),
        m_certificates.holder(u"sato"_s)
            .certificate->endsAt.toTimeZone(QTimeZone("Asia/Tokyo"))
            .toString(u"yyyy-MM-dd HH:mm"_s));
    QCOMPARE(cell(0, CertificatesModel::PermissionColumn), u"Permitted"_s);
    QVERIFY(cell(0, CertificatesModel::FileColumn).startsWith(u"Fetched on "_s));
    QCOMPARE(cell(1, CertificatesModel::StateColumn), u"Revoked: lost or stolen"_s);
    QCOMPARE(cell(2, CertificatesModel::StateColumn), u"Not issued"_s);
    QCOMPARE(cell(2, CertificatesModel::EndColumn), QString());
    QCOMPARE(cell(2, CertificatesModel::PermissionColumn), u"Not permitted"_s);
    QVERIFY(m_model->headerData(CertificatesModel::EndColumn, Qt::Horizontal).toString().contains(u"Asia/Tokyo"_s));
    QCOMPARE(m_model->counts()->of(CertificateState::Revoked), 1);
}

void TestCertificatesModel::fetchesFurtherPeopleUntilThereAreNoMore()
{
    m_certificates.addMany(450);
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), 200);
    while (m_model->canFetchMore({})) {
        m_model->fetchMore({});
        QVERIFY(!m_model->canFetchMore({}));
        settle();
    }
    QCOMPARE(m_model->rowCount(), 450);
    QVERIFY(m_model->isComplete());
}

void TestCertificatesModel::showsOnlyWhatTheFilterLetsThrough()
{
    m_certificates.addMany(20);
    m_certificates.add(u"sato"_s, CertificateState::Valid);
    m_model->refresh();
    settle();
    m_model->setFilter({.state = CertificateState::Valid});
    QVERIFY(!m_model->isRead());
    settle();
    QCOMPARE(m_model->rowCount(), 1);
    m_model->setFilter({.search = u"USER2"_s});
    settle();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->counts()->all(), 21);
}

void TestCertificatesModel::dropsAnswersToAnEarlierFilter()
{
    m_certificates.addMany(20);
    m_certificates.add(u"sato"_s, CertificateState::Valid);
    m_model->setFilter({.search = u"user"_s});
    m_model->setFilter({.search = u"sato"_s});
    settle();
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(cell(0, CertificatesModel::LoginColumn), u"sato"_s);
}

void TestCertificatesModel::readsAsManyAnewAsAreHere()
{
    m_certificates.addMany(450);
    m_model->refresh();
    settle();
    m_model->fetchFurther();
    settle();
    QCOMPARE(m_model->rowCount(), 400);
    m_certificates.holders.removeFirst();
    m_model->refresh();
    settle();
    QCOMPARE(m_model->rowCount(), 400);
    QCOMPARE(cell(0, CertificatesModel::LoginColumn), u"user2"_s);
    QVERIFY(m_model->canFetchMore({}));
}

void TestCertificatesModel::keepsRowsWhereOnlyTheirStateChanges()
{
    m_certificates.addMany(5);
    m_model->refresh();
    settle();
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_certificates.holders[2].isPermitted = false;
    m_model->refresh();
    settle();
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(cell(2, CertificatesModel::PermissionColumn), u"Not permitted"_s);
}

void TestCertificatesModel::fetchesUpToWhatIsWanted()
{
    m_certificates.addMany(900);
    m_model->refresh();
    m_model->fetchUpTo(500);
    QTRY_COMPARE(m_model->rowCount(), 600);
    settle();
    QVERIFY(!m_model->isComplete());
    m_model->fetchUpTo(2000);
    QTRY_VERIFY(m_model->isComplete());
    QCOMPARE(m_model->rowCount(), 900);
}

void TestCertificatesModel::keepsWhatWasReadWhenThePlatformFails()
{
    m_certificates.addMany(450);
    m_model->refresh();
    settle();
    m_fails = true;
    m_model->fetchUpTo(2000);
    settle();
    QVERIFY(m_model->failure());
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(m_model->rowCount(), 200);
    m_fails = false;
    m_model->fetchFurther();
    settle();
    QVERIFY(!m_model->failure());
    QCOMPARE(m_model->rowCount(), 400);
}

QTEST_GUILESS_MAIN(TestCertificatesModel)
#include "tst_certificatesmodel.moc"
