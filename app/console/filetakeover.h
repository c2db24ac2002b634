// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

class KDSingleApplication;

namespace sekimori::console {

/// Brings the files of a later start to the console that runs already. The first one of a name is the one that runs;
/// starts without files stay consoles of their own, so that two tenants can be open side by side.
class FileTakeover : public QObject {
    Q_OBJECT

public:
    /// Consoles with one @p name belong together.
    explicit FileTakeover(const QString &name);
    ~FileTakeover() override;

    /// True: the console that runs has them, and there is nothing left to do here.
    bool handOver(const QStringList &files);

signals:
    void filesBrought(const QStringList &files);

private:
    void take(const QByteArray &message);

    std::unique_ptr<KDSingleApplication> m_application;
};

/// One for each person, display and folder of settings: a console with settings of its own has nothing to do with the
/// others, neither in a test nor on somebody else's screen.
QString takeoverName(const QString &settingsFolder);

}
