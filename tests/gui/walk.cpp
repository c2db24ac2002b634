// SPDX-License-Identifier: GPL-3.0-or-later
// Walks through every page of the console against the platform of this computer and leaves a picture of each. One
// change is applied and one account is locked, so that there is something to show; the platform's data is a folder of
// its own that goes with the walk.
#include "connect/passwordchangedialog.h"
#include "connect/profiledialog.h"
#include "controls/banner.h"
#include "controls/dialogasker.h"
#include "crypto/clientauthority.h"
#include "crypto/pkcs12.h"
#include "driver.h"
#include "log/exportdialog.h"
#include "log/filterline.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "logwindow/headerdialog.h"
#include "logwindow/logwindow.h"
#include "logwindow/logwindows.h"
#include "look/command.h"
#include "pages/alertruledialog.h"
#include "pages/certificatefiledialog.h"
#include "pages/certificatespanel.h"
#include "pages/cropdialog.h"
#include "pages/issuedialog.h"
#include "pages/livebar.h"
#include "pages/revokedialog.h"
#include "pages/sendagaindialog.h"
#include "pages/unlockdialog.h"
#include "pages/userdialog.h"
#include "pages/userimportdialog.h"
#include "pages/userpassworddialog.h"
#include "shell/commandpalette.h"
#include "shell/console.h"
#include "shell/navigation.h"
#include "shell/pagetable.h"
#include "shell/presetreview.h"
#include "shell/retentiondialog.h"
#include "shell/shutoutdialog.h"
#include "translations.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTemporaryFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

constexpr QSize windowSize(1180, 760);

class Walk {
public:
    Walk(Console &console, LogWindows &logs, const platform::LocalPlatformPlaces &places, const QString &folder)
        : m_console(console)
        , m_logs(logs)
        , m_places(places)
        , m_folder(folder)
    {
    }

    bool run()
    {
        return walkConnections() && openLocal() && walkChange() && lockSomebody() && walkPages() && walkCertificates()
            && walkEvents() && walkLogFiles() && findByName() && walkUsers() && walkVisit(u"simulator"_s)
            && walkPasswords() && walkAlerts() && walkLocks() && walkFace() && walkRetention() && walkBundle()
            && walkEdits() && m_failures.isEmpty();
    }

    QStringList failures() const { return m_failures; }

private:
    bool expect(bool isSo, const QString &what)
    {
        if (!isSo)
            m_failures << what;
        return isSo;
    }

    void picture(const QString &name, const QWidget *window, const QWidget *dialog = nullptr)
    {
        for (int level = 0; level < 4; ++level) // What a layout finds out, the ones around it hear a round later.
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCoreApplication::processEvents(); // Plots draw what is new a turn of the loop later.
        QPixmap picture = const_cast<QWidget *>(window)->grab();
        if (dialog) {
            const QPixmap front = const_cast<QWidget *>(dialog)->grab();
            const QPoint place((window->width() - dialog->width()) / 2, (window->height() - dialog->height()) / 2);
            QPainter painter(&picture);
            painter.fillRect(QRect(QPoint(), window->size()), QColor(0, 0, 0, 90));
            painter.drawPixmap(place, front);
            painter.setPen(QColor(0, 0, 0, 120));
            painter.drawRect(QRect(place, dialog->size()).adjusted(-1, -1, 0, 0));
        }
        const QString path = u"%1/%2-%3.png"_s.arg(m_folder).arg(++m_number).arg(name);
        if (expect(picture.save(path), u"%1 could not be written."_s.arg(path)))
            std::printf("%s\n", qPrintable(path));
    }

    bool walkConnections()
    {
        ConnectionWindow &window = m_console.connectionWindow();
        m_console.start();
        if (!expect(driver::waitFor([&] { return window.isVisible(); }), u"The connection window did not open."_s))
            return false;
        picture(u"connection"_s, &window);
        driver::click(driver::find<QPushButton>(&window, u"add"_s));
        const auto *dialog = driver::dialogOver<ProfileDialog>(&window);
        if (!expect(dialog, u"No dialog for a new connection."_s))
            return false;
        driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Head office"_s);
        driver::type(driver::find<QLineEdit>(dialog, u"hostName"_s), u"demo.example.org"_s);
        driver::click(driver::find<QPushButton>(dialog, u"save"_s));
        picture(u"new-connection"_s, &window, dialog);
        const_cast<ProfileDialog *>(dialog)->reject();
        return true;
    }

    bool openLocal()
    {
        ConnectionWindow &window = m_console.connectionWindow();
        driver::click(driver::find<QPushButton>(&window, u"openLocal"_s));
        const bool isOpen = driver::waitFor([this] { return m_console.mainWindow(); }, std::chrono::seconds(90));
        if (!expect(isOpen, u"The local platform was not joined."_s))
            return false;
        m_window = m_console.mainWindow();
        m_window->resize(windowSize);
        return true;
    }

    void addEntry(const QString &network, const QString &memo)
    {
        driver::type(driver::find<QLineEdit>(m_window, u"newNetwork"_s), network);
        driver::type(driver::find<QLineEdit>(m_window, u"newMemo"_s), memo);
        QTest::keyClick(driver::find<QLineEdit>(m_window, u"newMemo"_s), Qt::Key_Return);
    }

    bool walkChange()
    {
        choose(titleOf("ipRestriction"_L1));
        const auto isThere = [this] { return driver::find<QLineEdit>(m_window, u"newNetwork"_s); };
        if (!expect(driver::waitFor(isThere), u"The settings did not come."_s))
            return false;
        addEntry(u"192.0.2.64/26"_s, u"Warehouse"_s);
        addEntry(u"192.0.2.200"_s, u"Warehouse, router"_s);
        auto *apply = driver::find<QPushButton>(m_window, u"apply"_s);
        const auto isEnabled = [apply] { return apply->isEnabled(); };
        if (!expect(driver::waitFor(isEnabled), u"The entries cannot be applied."_s))
            return false;
        driver::click(apply);
        return expect(driver::waitFor([&] { return !isEnabled(); }), u"The entries were not applied."_s);
    }

    /// As somebody does who has forgotten his password.
    bool lockSomebody()
    {
        platform::LocalPlatform lease(m_places);
        platform::ConnectionProfile profile;
        QObject::connect(&lease, &platform::LocalPlatform::joined, &lease,
            [&](const platform::LocalAccess &access) { profile = access.profile; });
        lease.join();
        if (!expect(driver::waitFor([&] { return lease.isJoined(); }), u"The platform was not joined again."_s))
            return false;
        platform::Connection connection(profile);
        for (int guess = 0; guess < 10; ++guess) {
            const auto pending
                = platform::SessionClient(connection).signIn(u"sato.h"_s, u"forgotten"_s, [](auto &&) { });
            if (!expect(driver::waitFor([&] { return !pending.isUnderWay(); }), u"A guess was not answered."_s))
                return false;
        }
        return true;
    }

    bool walkLocks()
    {
        choose(titleOf("lockDesk"_L1));
        const auto table = [this] { return driver::find<QTableView>(m_window, u"locks"_s); };
        if (!expect(driver::waitFor([&] { return table() && isFilled(); }), u"Nobody is locked."_s))
            return false;
        table()->selectRow(0);
        driver::click(driver::find<QPushButton>(m_window, u"unlock"_s));
        const auto *dialog = driver::dialogOver<UnlockDialog>(m_window);
        if (!expect(dialog, u"No dialog for unlocking."_s))
            return false;
        driver::type(driver::find<QLineEdit>(dialog, u"reason"_s), u"He called from his office"_s);
        picture(u"unlock"_s, m_window, dialog);
        driver::click(driver::find<QPushButton>(dialog, u"unlock"_s));
        if (!expect(driver::waitFor([&] { return !table() && isFilled(); }), u"Nobody was unlocked."_s))
            return false;
        picture(u"nobody-locked"_s, m_window);
        return true;
    }

    bool walkPasswords()
    {
        choose(titleOf("passwordPolicy"_L1));
        QTest::keyClick(driver::find<QComboBox>(m_window, u"expiresAfter"_s), Qt::Key_Home);
        driver::type(driver::find<QLineEdit>(m_window, u"trial"_s), u"fairweather"_s);
        const auto isCounted = [this] { return driver::find<QLabel>(m_window, u"due"_s); };
        if (!expect(driver::waitFor(isCounted), u"It is not said who has to change the password."_s))
            return false;
        picture(u"password-policy-edited"_s, m_window);
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        const auto actions = m_window->findChildren<QAction *>();
        const auto change = std::ranges::find(
            actions, u"Change password…"_s, [](const QAction *action) { return englishNameOf(*action); });
        if (!expect(change != actions.end(), u"The password cannot be changed."_s))
            return false;
        (*change)->trigger();
        auto *dialog = driver::dialogOver<PasswordChangeDialog>(m_window);
        if (!expect(dialog, u"No dialog for another password."_s))
            return false;
        driver::type(driver::find<QLineEdit>(dialog, u"wanted"_s), u"fairweather"_s);
        driver::type(driver::find<QLineEdit>(dialog, u"repeated"_s), u"fair wind"_s);
        picture(u"change-password"_s, m_window, dialog);
        dialog->reject();
        return true;
    }

    /// A draft with a test, a rule that is being written, and what became of the test mail.
    bool walkAlerts()
    {
        choose(titleOf("auditAlerts"_L1));
        const auto label = [this](const QString &name) { return driver::find<QLabel>(m_window, name); };
        driver::type(driver::find<QPlainTextEdit>(m_window, u"critical.addresses"_s), u"mori@example.com"_s);
        driver::type(driver::find<QPlainTextEdit>(m_window, u"warning.addresses"_s), u"desk@example.com"_s);
        driver::type(driver::find<QPlainTextEdit>(m_window, u"notice.addresses"_s), u"nobody"_s);
        const auto isMarked = [&] { return label(u"notice.addresses.problem"_s) != nullptr; };
        if (!expect(driver::waitFor(isMarked), u"A mail address that is none is not marked."_s))
            return false;
        picture(u"alerts-mistake"_s, m_window);
        driver::type(driver::find<QPlainTextEdit>(m_window, u"notice.addresses"_s), u"logs@example.com"_s);
        const auto isCounted
            = [&] { return label(u"warning.forecast"_s) && label(u"warning.forecast"_s)->text().contains(u'7'); };
        const auto isSettled = [&] { return isCounted() && !label(u"warning.forecast"_s)->text().endsWith(u'…'); };
        if (!expect(driver::waitFor(isSettled), u"It is not counted what alerts would have been sent."_s))
            return false;
        driver::click(driver::find<QPushButton>(m_window, u"critical.test"_s));
        const auto isSent = [&] {
            const auto *result = label(u"critical.test.result"_s);
            return result && driver::find<QPushButton>(m_window, u"critical.test.log"_s)
                && result->text().contains(u'@');
        };
        if (!expect(driver::waitFor(isSent), u"The test mail is not followed."_s))
            return false;
        picture(u"alerts-tested"_s, m_window);
        return walkRule() && walkDeliveries();
    }

    bool walkRule()
    {
        auto *dialog = opened<AlertRuleDialog>(u"addRule"_s);
        if (!dialog)
            return false;
        driver::type(driver::find<QLineEdit>(dialog, u"name"_s), u"Nights"_s);
        driver::type(driver::find<FilterLine>(dialog), u"level>=notice sturce:192.0.2.0/24"_s);
        const auto isMarked = [&] { return driver::find<QLabel>(dialog, u"filterProblem"_s) != nullptr; };
        if (!expect(driver::waitFor(isMarked), u"A mistake in a rule’s filter is not marked."_s))
            return false;
        picture(u"alert-rule-mistake"_s, m_window, dialog);
        driver::type(driver::find<FilterLine>(dialog), u"level>=notice result:FAILED"_s);
        driver::type(driver::find<QPlainTextEdit>(dialog, u"addresses"_s), u"mori@example.com"_s);
        const auto isCounted = [&] {
            const QString text = driver::find<QLabel>(dialog, u"forecast"_s)->text();
            return text.contains(u'7') && !text.endsWith(u'…');
        };
        if (!expect(driver::waitFor(isCounted), u"It is not counted what a rule would have sent."_s))
            return false;
        picture(u"alert-rule"_s, m_window, dialog);
        driver::click(driver::find<QPushButton>(dialog, u"take"_s));
        const auto isListed = [this] { return driver::find<QTableView>(m_window, u"rules"_s) != nullptr; };
        if (!expect(driver::waitFor(isListed), u"The rule is not in the list."_s))
            return false;
        driver::find<QTableView>(m_window, u"rules"_s)->setFocus();
        picture(u"alert-rules"_s, m_window);
        return true;
    }

    bool walkDeliveries()
    {
        driver::click(driver::find<QPushButton>(m_window, u"critical.test.log"_s));
        const auto table = [this] { return driver::find<QTableView>(m_window, u"deliveries"_s); };
        const auto isShown = [&] {
            const auto *text = m_window->findChild<QPlainTextEdit *>(u"mailText"_s);
            return table() && table()->currentIndex().isValid() && text && !text->toPlainText().isEmpty();
        };
        if (!expect(driver::waitFor(isShown), u"The test mail is not in the delivery log."_s))
            return false;
        picture(u"deliveries-chosen"_s, m_window);
        auto *again = opened<SendAgainDialog>(u"again"_s);
        if (!again)
            return false;
        picture(u"send-again"_s, m_window, again);
        again->reject();
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        return true;
    }

    bool walkEvents()
    {
        choose(titleOf("history"_L1));
        const auto button = [this] { return driver::find<QPushButton>(m_window, u"eventsAround"_s); };
        const auto isChosen = [&] {
            if (auto *table = driver::find<QTableView>(m_window, u"history"_s))
                table->selectRow(0);
            return button() != nullptr;
        };
        if (!expect(driver::waitFor(isChosen), u"No change could be chosen."_s))
            return false;
        driver::click(button());
        const auto isLed = [this] { return driver::find<Banner>(m_window, u"around"_s); };
        if (!expect(driver::waitFor(isLed), u"The change did not lead to its event."_s))
            return false;
        picture(u"events-around"_s, m_window);
        return true;
    }

    /// A day of a log without a zone, with a row that is damaged, and a file whose columns nobody knows.
    bool walkLogFiles()
    {
        const QTemporaryDir folder;
        QByteArray log = "time,source,user,service,module,action,result,level,complement\n";
        const QByteArrayList people{"sato.h", "mori.a", "abe.k", "ito.y"};
        for (int minute = 0; minute < 1440; ++minute) {
            const bool isRefused = minute % 37 == 0;
            log += "2026-03-05 " + QTime(0, 0).addSecs(minute * 60).toString(u"HH:mm:ss"_s).toLatin1() + ",192.0.2."
                + QByteArray::number(minute % 9) + ',' + people.at(minute % people.size()) + ",Common,Sign-in,sign in,"
                + (isRefused ? "FAILED,warning,\"The password was wrong\"\n" : "SUCCESS,information,\n");
        }
        const auto put = [&](const QString &name, const QByteArray &content) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName()
                                                                                            : QString();
        };
        m_logs.open({put(u"access.csv"_s, log + "2026-03-06 00:00:00,192.0.2.7,abe.k\n")});
        LogWindow *window = m_logs.windows().first();
        const auto isRead = [&] { return window->source().state().isShownFinal; };
        if (!expect(driver::waitFor(isRead), u"The log file was not read."_s))
            return false;
        window->resize(windowSize);
        window->findChild<LogPanel *>()->view().choose(2);
        driver::waitFor([&] { return window->source().summary().isFinal; });
        picture(u"log-file"_s, window);
        driver::click(driver::find<Banner>(window, u"damages"_s)->button());
        picture(u"log-file-damage"_s, window, driver::dialogOver(window));
        window->close();
        m_logs.open({put(u"doors.csv"_s, "wann,wer,tor\n2026-03-05 10:00,sato.h,3\n2026-03-05 10:07,mori.a,1\n")});
        window = m_logs.windows().first();
        const auto isAsked = [&] { return driver::dialogOver<HeaderDialog>(window); };
        if (!expect(driver::waitFor(isAsked), u"Nobody asks which column is which."_s))
            return false;
        window->resize(windowSize);
        picture(u"log-file-columns"_s, window, driver::dialogOver(window));
        window->close();
        return true;
    }

    static QString titleOf(QLatin1StringView key)
    {
        const auto table = pageTable();
        return std::ranges::find(table, key, &PageEntry::key)->titleText();
    }

    bool walkPages()
    {
        for (std::size_t index = 0; index < pageTable().size(); ++index) {
            const PageEntry &entry = pageTable()[index];
            choose(entry.titleText());
            const auto isThere
                = [&] { return isFilled() && driver::find<Page>(m_window)->title() == entry.titleText(); };
            if (!expect(driver::waitFor(isThere), u"The page “%1” did not fill."_s.arg(entry.key)))
                return false;
            const bool isArchives = entry.key == policy::AuditRetention::key;
            const auto hasMonths = [this] { return driver::find<QTableView>(m_window, u"archives"_s); };
            if (isArchives && !expect(driver::waitFor(hasMonths), u"The archives did not come."_s))
                return false;
            const bool speaks = entry.key == "whoGetsIn"_L1;
            if (speaks && !expect(isTold(), u"The page “%1” says nothing."_s.arg(entry.key)))
                return false;
            const auto *live = driver::find<LiveBar>(m_window);
            if (live
                && !expect(driver::waitFor([live] { return live->text() == LiveBar::tr("Live"); }),
                    u"The log is not followed."_s))
                return false;
            const bool isRecords = entry.key == "history"_L1;
            if (auto *events = driver::find<LogView>(m_window))
                events->choose(std::min(2, events->rows().rowCount() - 1));
            else if (auto *table = driver::find<QTableView>(m_window); table && isRecords)
                table->selectRow(std::min(2, table->model()->rowCount() - 1));
            picture(QString(entry.key), m_window);
        }
        return true;
    }

    /// Issues certificates to three people and leaves them without.
    bool walkCertificates()
    {
        m_window->showPage("clientCertificates"_L1);
        const auto *people = driver::find<QTableView>(m_window, u"certificates"_s);
        if (!expect(people && people->model()->rowCount() > 3, u"There is nobody to be given a certificate."_s))
            return false;
        for (int row = 0; row < 3; ++row)
            people->selectionModel()->select(
                people->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        driver::click(driver::find<QPushButton>(m_window, u"issue"_s));
        auto *issuing = driver::dialogOver<IssueDialog>(m_window);
        if (!expect(issuing, u"Nothing can be issued."_s))
            return false;
        picture(u"certificates-issue"_s, m_window, issuing);
        driver::click(driver::find<QPushButton>(issuing, u"accept"_s));
        const auto isIssued = [issuing] { return driver::find<QPushButton>(issuing, u"saveFiles"_s); };
        if (!expect(driver::waitFor(isIssued), u"The certificates were not issued."_s))
            return false;
        picture(u"certificates-issued"_s, m_window, issuing);
        issuing->reject();
        const auto *revoke = driver::find<QPushButton>(m_window, u"revoke"_s);
        if (!expect(driver::waitFor([revoke] { return revoke->isEnabled(); }), u"Nothing can be revoked."_s))
            return false;
        picture(u"certificates-valid"_s, m_window);
        driver::click(driver::find<QPushButton>(m_window, u"revoke"_s));
        auto *revoking = driver::dialogOver<RevokeDialog>(m_window);
        const auto isFound = [revoking] { return driver::find<QPushButton>(revoking, u"accept"_s)->isEnabled(); };
        if (!expect(revoking && driver::waitFor(isFound), u"It is not told what is revoked."_s))
            return false;
        picture(u"certificates-revoke"_s, m_window, revoking);
        driver::click(driver::find<QPushButton>(revoking, u"accept"_s));
        const auto isOver = [this] { return !driver::dialogOver<RevokeDialog>(m_window); };
        if (!expect(driver::waitFor(isOver) && isTold(u"news"_s), u"Nothing was revoked."_s))
            return false;
        picture(u"certificates-revoked"_s, m_window);
        return walkBroughtCertificate();
    }

    /// Of another authority, so that there is something to be told.
    bool walkBroughtCertificate()
    {
        using namespace std::chrono;
        const auto now = floor<seconds>(system_clock::now());
        const auto authority
            = crypto::makeClientAuthority(u"Another company"_s, u"Another company"_s, now - days(9), now + days(900))
                  .value();
        const auto issued = crypto::issueClientCertificate(
            authority, {u"sato"_s, u"Another company"_s}, now - days(1), now + days(300))
                                .value();
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"sato.p12"_s));
        if (!expect(file.open(QIODevice::WriteOnly), file.errorString()))
            return false;
        file.write(crypto::makePkcs12(
            issued.pair, authority.certificatePem, u"sato"_s, u"secret"_s, crypto::Pkcs12Profile::Compatible)
                .value());
        file.close();
        auto *panel = driver::find<CertificatesPanel>(m_window);
        panel->readFile(file.fileName());
        auto *reading = driver::dialogOver<CertificateFileDialog>(m_window);
        const auto opener = [reading] { return driver::find<QPushButton>(reading, u"open"_s); };
        if (!expect(reading && driver::waitFor([&] { return opener()->isEnabled(); }), u"No file was read."_s))
            return false;
        driver::type(driver::find<QLineEdit>(reading, u"password"_s), u"wrong"_s);
        driver::click(opener());
        const auto isTold = [reading](const QString &name) {
            return driver::waitFor([&] { return driver::find<Banner>(reading, name); });
        };
        if (!expect(isTold(u"fileTrouble"_s), u"A wrong password is not told."_s))
            return false;
        picture(u"certificate-file-password"_s, m_window, reading);
        driver::type(driver::find<QLineEdit>(reading, u"password"_s), u"secret"_s);
        driver::click(opener());
        const auto stands = [reading] {
            const auto *standing = driver::find<Banner>(reading, u"standing"_s);
            return standing && standing->tone() != Tone::Hint;
        };
        if (!expect(driver::waitFor(stands), u"How the certificate stands is not told."_s))
            return false;
        picture(u"certificate-file"_s, m_window, reading);
        reading->reject();
        return true;
    }

    bool findByName()
    {
        // Without a window manager no window is active, and no shortcut heard.
        const auto actions = m_window->findChildren<QAction *>();
        const auto opening = std::ranges::find(actions, QKeySequence(Qt::CTRL | Qt::Key_K), &QAction::shortcut);
        if (!expect(opening != actions.end(), u"Nothing is opened by Ctrl+K."_s))
            return false;
        (*opening)->trigger();
        auto *palette = driver::dialogOver<CommandPalette>(m_window);
        if (!expect(palette, u"The palette does not open."_s))
            return false;
        picture(u"palette"_s, m_window, palette);
        driver::type(driver::find<QLineEdit>(palette, u"search"_s), u"pa"_s);
        picture(u"palette-search"_s, m_window, palette);
        palette->reject();
        return true;
    }

    template<typename D>
    D *opened(const QString &button)
    {
        driver::click(driver::find<QPushButton>(m_window, button));
        const bool isOpen = driver::waitFor([this] { return driver::dialogOver<D>(m_window); });
        expect(isOpen, u"No dialog is opened by “%1”."_s.arg(button));
        return driver::dialogOver<D>(m_window);
    }

    bool walkUsers()
    {
        choose(titleOf("users"_L1));
        const auto isThere = [this] { return driver::find<QTableView>(m_window, u"users"_s); };
        if (!expect(driver::waitFor(isThere), u"The users did not come."_s))
            return false;
        auto *adding = opened<UserDialog>(u"add"_s);
        if (!adding)
            return false;
        driver::type(driver::find<QLineEdit>(adding, u"loginName"_s), u"yamada.t"_s);
        driver::type(driver::find<QLineEdit>(adding, u"displayName"_s), u"Yamada Taro"_s);
        driver::type(driver::find<QLineEdit>(adding, u"password"_s), u"yamada"_s);
        picture(u"user-add"_s, m_window, adding);
        adding->reject();
        driver::find<QTableView>(m_window, u"users"_s)->selectRow(3);
        picture(u"user-chosen"_s, m_window);
        auto *editing = opened<UserDialog>(u"edit"_s);
        if (!editing)
            return false;
        picture(u"user-edit"_s, m_window, editing);
        editing->reject();
        auto *password = opened<UserPasswordDialog>(u"setPassword"_s);
        if (!password)
            return false;
        picture(u"user-password"_s, m_window, password);
        password->reject();
        return walkImport();
    }

    bool walkImport()
    {
        QTemporaryFile file;
        const bool isWritten = file.open()
            && file.write("Login Name,Display Name,Role,Client Certificate,Password\r\n"
                          "yamada.t,Yamada Taro,User,Yes,yamada\r\n"
                          "kimura.j,Kimura Jun,Chief,No,a good password 1\r\n")
                > 0
            && file.flush();
        if (!expect(isWritten, u"No file for an import could be written."_s))
            return false;
        auto *chooser = opened<QFileDialog>(u"import"_s);
        if (!chooser)
            return false;
        chooser->selectFile(file.fileName());
        static_cast<QDialog *>(chooser)->accept();
        const auto isChecked = [this] {
            const auto *preview = driver::dialogOver<UserImportDialog>(m_window);
            return preview && driver::find<QTableView>(preview, u"remarks"_s);
        };
        if (!expect(driver::waitFor(isChecked), u"The import is not looked at."_s))
            return false;
        auto *preview = driver::dialogOver<UserImportDialog>(m_window);
        picture(u"user-import"_s, m_window, preview);
        preview->reject();
        return true;
    }

    bool walkVisit(const QString &name)
    {
        m_window->showPage("whoGetsIn"_L1);
        auto *tabs = driver::find<QTabBar>(m_window);
        if (!expect(tabs, u"There is no simulator."_s))
            return false;
        QTest::mouseClick(tabs, Qt::LeftButton, Qt::NoModifier, tabs->tabRect(1).center());
        if (!expect(isTold(u"savedVerdict"_s), u"The simulator says nothing."_s))
            return false;
        picture(name, m_window);
        QTest::mouseClick(tabs, Qt::LeftButton, Qt::NoModifier, tabs->tabRect(0).center());
        return true;
    }

    void choose(const QString &title)
    {
        auto *navigation = driver::find<Navigation>(m_window);
        const auto found = navigation->findItems(title, Qt::MatchExactly | Qt::MatchRecursive);
        navigation->scrollToItem(found.value(0));
        QTest::mouseClick(navigation->viewport(), Qt::LeftButton, Qt::NoModifier,
            navigation->visualItemRect(found.value(0)).center());
    }

    /// What pages work out on other threads comes a moment later.
    bool isTold(const QString &name = {}) const
    {
        return driver::waitFor([&] { return driver::find<Banner>(driver::find<Page>(m_window), name); });
    }

    bool isFilled() const
    {
        if (!driver::find<Page>(m_window))
            return false;
        const bool isForReading = driver::find<Page>(m_window)->sectionKeys().isEmpty();
        if (const auto *log = driver::find<LogPanel>(driver::find<Page>(m_window)))
            return log->view().rows().rowCount() > 0 && log->source().summary().isFinal;
        const auto *table = driver::find<QTableView>(driver::find<Page>(m_window));
        const auto *refresh = driver::find<QPushButton>(driver::find<Page>(m_window), u"refresh"_s);
        const auto *protections = driver::find<QWidget>(driver::find<Page>(m_window), u"inForce"_s);
        const bool isAnswered = !refresh || (refresh->isEnabled() && (!protections || protections->height() > 0));
        const auto *people = driver::find<CertificatesPanel>(driver::find<Page>(m_window));
        if (!isForReading && !people)
            return isAnswered;
        return isAnswered && (table ? table->model()->rowCount() > 0 : refresh != nullptr);
    }

    /// What is shown of the tenant to those outside, edited and taken back.
    bool walkFace() { return walkLoginPage() && walkEmbedding() && walkSupport() && walkSubdomain(); }

    bool walkLoginPage()
    {
        m_window->showPage("loginPage"_L1);
        QImage image(900, 260, QImage::Format_RGB32);
        QPainter painter(&image);
        QLinearGradient sky(0, 0, 900, 260);
        sky.setColorAt(0, QColor(0x2b5f8f));
        sky.setColorAt(1, QColor(0xe7b877));
        painter.fillRect(image.rect(), sky);
        painter.end();
        QGuiApplication::clipboard()->setImage(image);
        auto *paste = driver::find<QPushButton>(m_window, u"pasteImage"_s);
        if (!expect(paste && driver::waitFor([&] { return paste->isEnabled(); }), u"Nothing can be pasted."_s))
            return false;
        driver::type(driver::find<QLineEdit>(m_window, u"title"_s), u"Demo Trading"_s);
        driver::click(paste);
        auto *crop = driver::find<QPushButton>(m_window, u"cropImage"_s);
        if (!expect(driver::waitFor([&] { return crop->isEnabled(); }), u"The image did not arrive."_s))
            return false;
        picture(u"login-page-edited"_s, m_window);
        driver::click(crop);
        auto *dialog = driver::dialogOver<CropDialog>(m_window);
        if (!expect(dialog, u"The image is not cropped."_s))
            return false;
        driver::type(driver::find<QSpinBox>(dialog, u"width"_s), u"600"_s);
        picture(u"crop"_s, m_window, dialog);
        dialog->reject();
        driver::tick(driver::find<QAbstractButton>(m_window, u"phone"_s));
        driver::tick(driver::find<QAbstractButton>(m_window, u"dark"_s));
        driver::tick(driver::find<QAbstractButton>(m_window, u"previewFailed"_s));
        driver::find<Page>(m_window)->focusOn(u"failureMessage.zh-Hant"_s);
        picture(u"login-page-phone"_s, m_window);
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        return true;
    }

    bool walkEmbedding()
    {
        m_window->showPage("embedding"_L1);
        driver::click(driver::find<QPushButton>(m_window, u"test"_s));
        if (!expect(isTold(u"verdict"_s), u"The live page was not tested."_s))
            return false;
        driver::tick(driver::find<Page>(m_window)->findChildren<QRadioButton *>().at(1));
        for (const QString &origin : {u"https://portal.example.com/start"_s, u"intranet.example.com:8443"_s}) {
            auto *field = driver::find<QLineEdit>(m_window, u"newOrigin"_s);
            driver::type(field, origin);
            QTest::keyClick(field, Qt::Key_Return);
        }
        driver::type(driver::find<QLineEdit>(m_window, u"newOrigin"_s), u"https://"_s);
        picture(u"embedding-listed"_s, m_window);
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        return true;
    }

    bool walkSupport()
    {
        m_window->showPage("support"_L1);
        driver::tick(driver::find<Page>(m_window)->findChildren<QRadioButton *>().at(1));
        driver::click(driver::find<QPushButton>(m_window, u"tomorrow"_s));
        picture(u"support-until"_s, m_window);
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        return true;
    }

    bool walkSubdomain()
    {
        m_window->showPage("subdomain"_L1);
        driver::type(driver::find<QLineEdit>(m_window, u"name"_s), u"demo-trading"_s);
        auto *availability = driver::find<QLabel>(m_window, u"availability"_s);
        const QString asking = availability->text();
        const bool isTold = driver::waitFor([&] { return availability->text() != asking; });
        if (!expect(isTold, u"Whether the name is free was not told."_s))
            return false;
        picture(u"subdomain-another"_s, m_window);
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        return true;
    }

    bool walkEdits()
    {
        choose(titleOf("ipRestriction"_L1));
        const auto modes = driver::find<Page>(m_window)->findChildren<QRadioButton *>();
        if (!expect(modes.size() == 3, u"The three modes are not there."_s))
            return false;
        driver::tick(modes.at(1));
        const std::array entries{std::pair{"203.0.113.0/26", "Head office"},
            std::pair{"198.51.100.17", "Branch, router"}, std::pair{"198.51.100.16/28", "Branch"},
            std::pair{"2001:db8:40::/48", "Data centre"}, std::pair{"192.0.2.10-192.0.2.13", "Partners"}};
        for (const auto &[network, memo] : entries)
            addEntry(QString::fromLatin1(network), QString::fromLatin1(memo));
        if (!expect(driver::waitFor([this] { return isFilled(); }), u"The entries did not appear."_s))
            return false;
        if (!expect(isTold(u"remarks"_s), u"The entry inside another was not remarked upon."_s))
            return false;
        picture(u"edited"_s, m_window);
        if (!walkPresets())
            return false;
        driver::click(driver::find<QPushButton>(m_window, u"apply"_s));
        const bool isAsked = driver::waitFor([this] { return driver::dialogOver<ShutOutDialog>(m_window); });
        if (!expect(isAsked, u"Shutting oneself out was not stopped."_s))
            return false;
        auto *dialog = driver::dialogOver<ShutOutDialog>(m_window);
        driver::type(driver::find<QPlainTextEdit>(dialog, u"reason"_s), u"The office is closed until Monday"_s);
        picture(u"shut-out"_s, m_window, dialog);
        dialog->reject();
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        return true;
    }

    bool walkRetention()
    {
        m_window->showPage("auditRetention"_L1);
        const auto isRead = [this] { return driver::find<QTableView>(m_window, u"archives"_s); };
        if (!expect(driver::waitFor(isRead), u"The archives did not come."_s))
            return false;
        auto *span = driver::find<QComboBox>(m_window, u"keepFor"_s);
        span->setFocus();
        QTest::keyClick(span, Qt::Key_Home);
        auto *effect = driver::find<Banner>(m_window, u"effect"_s);
        const auto isForeseen = [effect] { return effect->tone() != Tone::Hint; };
        if (!expect(driver::waitFor(isForeseen), u"What would be deleted was not told."_s))
            return false;
        picture(u"retention-shorter"_s, m_window);
        driver::click(driver::find<QPushButton>(m_window, u"apply"_s));
        const auto isAsked = [this] {
            const auto *apply = driver::find<QPushButton>(m_window, u"applyShorter"_s);
            return apply && apply->isEnabled();
        };
        if (!expect(driver::waitFor(isAsked), u"Nobody is asked before events are deleted."_s))
            return false;
        picture(u"retention-question"_s, m_window, driver::dialogOver<RetentionDialog>(m_window));
        driver::dialogOver<RetentionDialog>(m_window)->reject();
        driver::click(driver::find<QPushButton>(m_window, u"revert"_s));
        choose(titleOf("auditLog"_L1));
        driver::click(driver::find<QPushButton>(m_window, u"export"_s));
        auto *dialog = driver::dialogOver<ExportDialog>(m_window);
        if (!expect(dialog, u"Nothing can be exported."_s))
            return false;
        driver::find<QComboBox>(dialog, u"format"_s)->setCurrentIndex(2);
        dialog->adjustSize();
        picture(u"export-sealed"_s, m_window, dialog);
        dialog->reject();
        return true;
    }

    /// A sealed bundle of the platform's whole log, without the platform.
    bool walkBundle()
    {
        platform::LocalPlatform lease(m_places);
        std::unique_ptr<platform::Connection> connection;
        QString token;
        QObject::connect(&lease, &platform::LocalPlatform::joined, &lease, [&](const platform::LocalAccess &access) {
            connection = std::make_unique<platform::Connection>(access.profile);
            token = access.oneTimeToken;
        });
        lease.join();
        if (!expect(driver::waitFor([&] { return connection != nullptr; }), u"The platform was not joined."_s))
            return false;
        bool isIn = false;
        const auto pending
            = platform::SessionClient(*connection).signInWithOneTimeToken(token, [&](const auto &answer) {
                  isIn = answer.has_value();
              });
        if (!expect(driver::waitFor([&] { return isIn; }), u"Nobody is signed in by the one-time token."_s))
            return false;
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"audit-log.zip"_s);
        const auto bundle = platform::AuditClient(*connection).bundle(path, platform::TimeSpan());
        bundle->start();
        constexpr std::chrono::minutes patience{2};
        if (!expect(driver::waitFor([&] { return QFile::exists(path); }, patience), u"No bundle was written."_s))
            return false;
        m_logs.open({path});
        LogWindow *window = m_logs.windows().first();
        const auto isJudged = [&] { return !window->verdicts().all().isEmpty() && !window->verdicts().isUnderWay(); };
        if (!expect(driver::waitFor(isJudged, patience), u"The bundle was not judged."_s))
            return false;
        window->resize(windowSize);
        driver::waitFor([&] { return window->source().summary().isFinal; });
        picture(u"bundle"_s, window);
        driver::click(driver::find<QPushButton>(window, u"verdictDetails"_s));
        picture(u"bundle-details"_s, window, driver::dialogOver(window));
        window->close();
        return true;
    }

    bool walkPresets()
    {
        m_window->showPage("whoGetsIn"_L1);
        const auto isCompared = [](const QWidget *over) {
            const auto *table = driver::find<QTableView>(over, u"mainHost"_s);
            return table && table->model()->columnCount() == 5;
        };
        if (!expect(driver::waitFor([&] { return isCompared(m_window); }), u"The edits are not compared."_s))
            return false;
        picture(u"who-gets-in-edited"_s, m_window);
        if (!walkVisit(u"simulator-edited"_s))
            return false;
        driver::click(driver::find<QPushButton>(m_window, u"preset-listedBasic"_s));
        auto *review = driver::dialogOver<PresetReview>(m_window);
        if (!expect(review, u"The preset is not reviewed."_s))
            return false;
        if (!expect(driver::waitFor([&] { return isCompared(review); }), u"The review says nothing."_s))
            return false;
        picture(u"preset-review"_s, m_window, review);
        review->reject();
        return true;
    }

    Console &m_console;
    LogWindows &m_logs;
    platform::LocalPlatformPlaces m_places;
    QString m_folder;
    MainWindow *m_window = nullptr;
    int m_number = 0;
    QStringList m_failures;
};

}

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QCommandLineOption pictures(u"pictures"_s, u"The folder for the pictures."_s, u"FOLDER"_s, u"."_s);
    const QCommandLineOption theme(u"theme"_s, u"light or dark."_s, u"NAME"_s, u"light"_s);
    const QCommandLineOption language(u"language"_s, u"en, ja or zh_TW."_s, u"TAG"_s, u"en"_s);
    QCommandLineParser parser;
    parser.addOptions({pictures, theme, language});
    parser.addHelpOption();
    parser.process(application);

    const QTemporaryDir data;
    const QString folder = QDir(parser.value(pictures)).absolutePath();
    QDir().mkpath(folder);
    Translations translations(parser.value(language));
    QSettings settings(data.filePath(u"console.ini"_s), QSettings::IniFormat);
    Look look(application, themeNamed(parser.value(theme)).value_or(Theme::Light));
    Preferences preferences(settings, look, translations);
    auto places = platform::LocalPlatformPlaces::standard();
    places.dataFolder = data.filePath(u"local"_s);
    const platform::ProfileStore profiles(data.filePath(u"profiles.json"_s));
    const platform::PasswordKeeper keyring;
    DialogAsker asker;
    LogWindows logs({.asker = asker, .settings = settings, .preferences = preferences});
    Console console({.profiles = profiles,
                        .keyring = keyring,
                        .asker = asker,
                        .settings = settings,
                        .preferences = preferences,
                        .logs = logs,
                        .local = places},
        {.asker = asker, .settings = settings, .preferences = preferences, .logs = logs});

    Walk walk(console, logs, places, folder);
    const bool isThrough = walk.run();
    const QStringList failures = walk.failures();
    for (const QString &failure : failures)
        std::fprintf(stderr, "%s\n", qPrintable(failure));
    std::printf("Pictures: %s\n", qPrintable(folder));
    if (console.mainWindow()) {
        console.mainWindow()->leave(MainWindow::Leaving::Quitting);
        driver::waitFor([&] { return !console.mainWindow(); });
    }
    return isThrough ? 0 : 1;
}
