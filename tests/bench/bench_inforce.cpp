// SPDX-License-Identifier: GPL-3.0-or-later
// How long a change takes from the console's request to the platform's answer, disk sync included: what arrives after
// the answer meets the new rule. The real client against the real service on loopback.
#include "platform/localplatform.h"
#include "platform/sessionclient.h"
#include "platform/settingsclient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace sekimori;
using namespace sekimori::platform;

namespace {

constexpr int warmUp = 20;
constexpr int changes = 500;

[[noreturn]] void giveUp(const QString &why)
{
    std::fprintf(stderr, "bench_inforce: %s\n", qUtf8Printable(why));
    std::exit(1);
}

/// Changes the memo of an entry again and again, each change upon the answer to the one before.
class ChangingSettings : public QObject {
public:
    explicit ChangingSettings(const LocalAccess &access)
        : m_connection(access.profile)
        , m_session(m_connection)
        , m_settings(m_connection)
        , m_pending(m_session.signInWithOneTimeToken(access.oneTimeToken, [this](const Answer<Session> &answer) {
            if (!answer)
                giveUp(toText(answer.error()));
            load();
        }))
    {
    }

private:
    void load()
    {
        m_pending = m_settings.load([this](const Answer<SettingsState> &answer) {
            if (!answer)
                giveUp(toText(answer.error()));
            m_state = *answer;
            change();
        });
    }

    void change()
    {
        policy::Settings edited = m_state.settings;
        const auto memo = QString::number(m_state.revisions.value(policy::IpRestriction::key).number);
        edited.ipRestriction.entries = {{IpNetwork::single(IpAddress::v4(0xc0000201)), memo}};
        m_time.start();
        m_settings.save(SettingsDraft::of(m_state, edited), {}, this, [this](const Answer<SavedSettings> &answer) {
            const double milliseconds = double(m_time.nsecsElapsed()) / 1e6;
            if (!answer)
                giveUp(toText(answer.error()));
            m_state = answer->state;
            if (++m_done > warmUp)
                m_times.push_back(milliseconds);
            m_done < warmUp + changes ? change() : report();
        });
    }

    void report()
    {
        std::ranges::sort(m_times);
        const auto of100 = [&](std::size_t share) { return m_times[m_times.size() * share / 100]; };
        std::printf(
            "change to in force, %zu changes: median %.2f ms, 99th of 100 %.2f ms (goal 10 ms), longest %.2f ms\n",
            m_times.size(), of100(50), of100(99), m_times.back());
        QCoreApplication::quit();
    }

    Connection m_connection;
    SessionClient m_session;
    SettingsClient m_settings;
    SettingsState m_state;
    QElapsedTimer m_time;
    std::vector<double> m_times;
    int m_done = 0;
    Pending m_pending;
};

}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    qputenv("SEKIMORI_LOCAL_DATA", QFile::encodeName(folder.path()));
    LocalPlatform local(LocalPlatformPlaces::standard());
    std::unique_ptr<ChangingSettings> run;
    QObject::connect(
        &local, &LocalPlatform::failed, &application, [](const LocalFailure &failure) { giveUp(toText(failure)); });
    QObject::connect(&local, &LocalPlatform::joined, &application,
        [&run](const LocalAccess &access) { run = std::make_unique<ChangingSettings>(access); });
    local.join();
    return QCoreApplication::exec();
}
