// SPDX-License-Identifier: GPL-3.0-or-later
#include "chromiumdriver.h"

#include "quietport.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

constexpr int patience = 60'000; // milliseconds; a browser starts slowly on a busy machine
constexpr auto elementKey = "element-6066-11e4-a52e-4f735466cecf"_L1; // as the standard names it
constexpr int narrow = 600;
constexpr int portsTried = 5;

}

ChromiumDriver::ChromiumDriver(const ChromiumOptions &options)
{
    startDriver(options.home);
    const QJsonValue session = post({}, {{u"capabilities"_s, QJsonObject{{u"alwaysMatch"_s, capabilities(options)}}}});
    m_base += u'/' + session["sessionId"_L1].toString();
}

ChromiumDriver::~ChromiumDriver()
{
    // Ends the browser; without it, the driver's end would leave it running.
    if (m_driver.state() == QProcess::Running) {
        value("DELETE", {}, {});
        m_driver.terminate();
        if (!m_driver.waitForFinished(patience))
            m_driver.kill();
        m_driver.waitForFinished(patience);
    }
}

void ChromiumDriver::startDriver(const QString &home)
{
    if (!home.isEmpty()) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home);
        environment.remove(u"XDG_DATA_HOME"_s);
        m_driver.setProcessEnvironment(environment);
    }
    m_driver.setProcessChannelMode(QProcess::MergedChannels);
    // One that it chooses itself it takes for two addresses, and on the second another may have it.
    quint16 port = 0;
    QString said;
    for (int tried = 0; tried < portsTried && !said.contains(u"started successfully"); ++tried) {
        port = quietPort();
        said.clear();
        m_driver.start(u"/usr/bin/chromedriver"_s, {u"--port=%1"_s.arg(port)});
        while (!said.contains(u"started successfully") && m_driver.waitForReadyRead(patience))
            said += QString::fromUtf8(m_driver.readAll());
    }
    if (!said.contains(u"started successfully"))
        qFatal("chromedriver did not start: %s", qPrintable(said));
    m_base = u"http://127.0.0.1:%1/session"_s.arg(port);
}

QJsonObject ChromiumDriver::capabilities(const ChromiumOptions &options) const
{
    const QJsonArray arguments{
        u"--headless=new"_s,
        u"--no-sandbox"_s, // which root cannot have
        u"--disable-dev-shm-usage"_s,
        u"--disable-gpu"_s,
        u"--disable-background-networking"_s,
        u"--disable-component-update"_s,
        u"--disable-sync"_s,
        u"--no-first-run"_s,
        u"--hide-scrollbars"_s,
        u"--user-data-dir="_s + m_profile.path(),
        u"--host-resolver-rules=MAP *.example.test 127.0.0.1,MAP * ~NOTFOUND,EXCLUDE 127.0.0.1"_s,
        u"--ignore-certificate-errors-spki-list="_s + QString::fromLatin1(options.trustedKey),
    };
    QJsonObject chrome{{u"binary"_s, u"/usr/bin/chromium"_s}, {u"args"_s, arguments}};
    QJsonObject preferences;
    if (!options.runsScripts)
        preferences.insert(u"webkit.webprefs.javascript_enabled"_s, false);
    if (!options.home.isEmpty())
        preferences.insert(
            u"profile.managed_auto_select_certificate_for_urls"_s, QJsonArray{uR"({"pattern":"*","filter":{}})"_s});
    if (!preferences.isEmpty())
        chrome.insert(u"prefs"_s, preferences);
    return {{u"browserName"_s, u"chrome"_s}, {u"goog:chromeOptions"_s, chrome}};
}

QJsonValue ChromiumDriver::value(const QByteArray &method, const QString &path, const Body &body)
{
    QNetworkRequest request{QUrl(m_base + path)};
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QByteArray sent = method == "POST" ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, sent));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, patience))
        qFatal("The browser does not answer %s %s.", method.constData(), qPrintable(path));
    const QByteArray answer = reply->readAll();
    const QJsonValue value = QJsonDocument::fromJson(answer).object().value("value"_L1);
    if (reply->error() != QNetworkReply::NoError)
        qFatal("The browser says to %s %s: %s", method.constData(), qPrintable(path), answer.constData());
    return value;
}

QJsonValue ChromiumDriver::command(const QString &name, const Body &parameters)
{
    return post(u"/goog/cdp/execute"_s, {{u"cmd"_s, name}, {u"params"_s, parameters}});
}

void ChromiumDriver::open(const QString &url)
{
    post(u"/url"_s, {{u"url"_s, url}});
}

void ChromiumDriver::goBack()
{
    post(u"/back"_s);
}

QString ChromiumDriver::url()
{
    return get(u"/url"_s).toString();
}

QString ChromiumDriver::title()
{
    return get(u"/title"_s).toString();
}

QJsonArray ChromiumDriver::elements(const QString &selector)
{
    return post(u"/elements"_s, {{u"using"_s, u"css selector"_s}, {u"value"_s, selector}}).toArray();
}

bool ChromiumDriver::shows(const QString &selector)
{
    return !elements(selector).isEmpty();
}

QString ChromiumDriver::element(const QString &selector)
{
    const QJsonArray found = elements(selector);
    if (found.size() != 1)
        qFatal("The page %s has %d of “%s”.", qPrintable(url()), int(found.size()), qPrintable(selector));
    return u"/element/"_s + found.first()[elementKey].toString();
}

QString ChromiumDriver::textOf(const QString &selector)
{
    return get(element(selector) + u"/text"_s).toString();
}

QRectF ChromiumDriver::placeOf(const QString &selector)
{
    const QJsonValue rect = get(element(selector) + u"/rect"_s);
    return {
        rect["x"_L1].toDouble(), rect["y"_L1].toDouble(), rect["width"_L1].toDouble(), rect["height"_L1].toDouble()};
}

QString ChromiumDriver::propertyOf(const QString &selector, const QString &property)
{
    return get(element(selector) + u"/property/"_s + property).toVariant().toString();
}

void ChromiumDriver::type(const QString &selector, const QString &text)
{
    const QString field = element(selector);
    post(field + u"/clear"_s);
    post(field + u"/value"_s, {{u"text"_s, text}});
}

void ChromiumDriver::click(const QString &selector)
{
    post(element(selector) + u"/click"_s);
}

/// A form is only on its way when the click has been answered, and each document has a root of its own.
void ChromiumDriver::submit(const QString &selector)
{
    const QJsonArray before = elements(u"html"_s);
    click(selector);
    const auto isElsewhere = [&] {
        const QJsonArray now = elements(u"html"_s);
        return !now.isEmpty() && now != before;
    };
    if (!QTest::qWaitFor(isElsewhere, patience))
        qFatal("“%s” on the page %s leads nowhere.", qPrintable(selector), qPrintable(url()));
}

void ChromiumDriver::enterFrame(const QString &selector)
{
    post(u"/frame"_s, {{u"id"_s, elements(selector).first()}});
}

void ChromiumDriver::leaveFrames()
{
    post(u"/frame"_s, {{u"id"_s, QJsonValue::Null}});
}

QStringList ChromiumDriver::cookieNames()
{
    QStringList names;
    for (const QJsonValue &cookie : get(u"/cookie"_s).toArray())
        names.append(cookie["name"_L1].toString());
    names.sort();
    return names;
}

QJsonObject ChromiumDriver::cookie(const QString &name)
{
    return get(u"/cookie/"_s + name).toObject();
}

void ChromiumDriver::forgetCookies()
{
    command(u"Network.clearBrowserCookies"_s, {});
}

void ChromiumDriver::forgetCookie(const QString &name)
{
    (void)value("DELETE", u"/cookie/"_s + name, {});
}

void ChromiumDriver::sendHeader(const QString &name, const QString &value)
{
    command(u"Network.enable"_s, {});
    command(u"Network.setExtraHTTPHeaders"_s, {{u"headers"_s, QJsonObject{{name, value}}}});
}

void ChromiumDriver::preferLanguage(const QString &tag)
{
    command(u"Emulation.setUserAgentOverride"_s, {{u"userAgent"_s, u"Chromium"_s}, {u"acceptLanguage"_s, tag}});
}

void ChromiumDriver::preferDark(bool dark)
{
    const QJsonObject scheme{{u"name"_s, u"prefers-color-scheme"_s}, {u"value"_s, dark ? u"dark"_s : u"light"_s}};
    command(u"Emulation.setEmulatedMedia"_s, {{u"features"_s, QJsonArray{scheme}}});
}

void ChromiumDriver::resize(const QSize &size)
{
    const bool isPhone = size.width() < narrow;
    command(u"Emulation.setDeviceMetricsOverride"_s,
        {{u"width"_s, size.width()}, {u"height"_s, size.height()}, {u"deviceScaleFactor"_s, isPhone ? 2 : 1},
            {u"mobile"_s, isPhone}});
}

QByteArray ChromiumDriver::picture()
{
    return QByteArray::fromBase64(get(u"/screenshot"_s).toString().toLatin1());
}

bool ChromiumDriver::isWiderThanTheWindow()
{
    const QJsonObject metrics = command(u"Page.getLayoutMetrics"_s, {}).toObject();
    return metrics["cssContentSize"_L1]["width"_L1].toInt() > metrics["cssLayoutViewport"_L1]["clientWidth"_L1].toInt();
}

}
