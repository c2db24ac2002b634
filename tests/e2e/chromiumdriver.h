// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QRectF>
#include <QSize>
#include <QTemporaryDir>

namespace sekimori::test {

struct ChromiumOptions {
    /// SHA-256 of the public key that is to be trusted, in base64; no other certificate error is overlooked.
    QByteArray trustedKey;
    bool runsScripts = true;
    /// Where it finds the certificates of its user (`.pki/nssdb`), of which it shows any that a site may want. Empty:
    /// it has none.
    QString home = {};
};

/// A real Chromium with a profile of its own, driven by WebDriver. Every name below example.test is this machine, any
/// other leads nowhere. What does not work ends the test, unless it asks for it.
class ChromiumDriver {
public:
    explicit ChromiumDriver(const ChromiumOptions &options);
    ~ChromiumDriver();
    ChromiumDriver(const ChromiumDriver &) = delete;
    ChromiumDriver &operator=(const ChromiumDriver &) = delete;

    void open(const QString &url);
    void goBack();
    QString url();
    QString title();

    /// By CSS selector.
    bool shows(const QString &selector);
    QString textOf(const QString &selector);
    /// Where it stands in the window, in the page's own pixels.
    QRectF placeOf(const QString &selector);
    QString propertyOf(const QString &selector, const QString &property);
    void type(const QString &selector, const QString &text);
    void click(const QString &selector);
    /// Clicks on what leads to another page, or to the same one anew, and returns when that is there.
    void submit(const QString &selector);

    /// What is looked at and clicked from here on is in the frame, until the page is left for it.
    void enterFrame(const QString &selector);
    void leaveFrames();

    QStringList cookieNames();
    QJsonObject cookie(const QString &name);
    void forgetCookies();
    void forgetCookie(const QString &name);

    /// Goes with every request from here on.
    void sendHeader(const QString &name, const QString &value);
    void preferLanguage(const QString &tag);
    void preferDark(bool dark);
    /// As a phone's, with touch, when it is narrow.
    void resize(const QSize &size);
    QByteArray picture();
    /// Whether something reaches over the window's side.
    bool isWiderThanTheWindow();

private:
    using Body = QJsonObject;

    void startDriver(const QString &home);
    QJsonObject capabilities(const ChromiumOptions &options) const;
    QString element(const QString &selector);
    QJsonArray elements(const QString &selector);
    QJsonValue get(const QString &path) { return value("GET", path, {}); }
    QJsonValue post(const QString &path, const Body &body = {}) { return value("POST", path, body); }
    QJsonValue command(const QString &name, const Body &parameters);
    QJsonValue value(const QByteArray &method, const QString &path, const Body &body);

    QTemporaryDir m_profile;
    QProcess m_driver;
    QNetworkAccessManager m_network;
    QString m_base; ///< of the session's addresses
};

}
