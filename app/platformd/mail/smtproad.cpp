// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/smtproad.h"

#include "mail/smtpconversation.h"

#include <QFile>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

/// Once the service is to stop, a letter whose content is under way may take so long.
constexpr auto hurry = 5s;
/// Servers close what says nothing; sooner than that it is closed from here.
constexpr long longestIdleSeconds = 20;

/// libcurl's own start, once in the process.
void startCurl()
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_ASSERT(started == CURLE_OK);
}

TransferEnd endOf(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return TransferEnd::Done;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_USE_SSL_FAILED:
        return TransferEnd::NotSecure;
    case CURLE_LOGIN_DENIED:
    case CURLE_AUTH_ERROR:
        return TransferEnd::NotSignedIn;
    case CURLE_ABORTED_BY_CALLBACK:
        return TransferEnd::Stopped;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return TransferEnd::NotReached;
    default:
        return TransferEnd::Broken;
    }
}

QByteArray inBrackets(const QString &address)
{
    return '<' + address.toLatin1() + '>';
}

}

/// libcurl's handle, which keeps the connection, and the letter that it carries at present.
class SmtpRoad::Transfer {
public:
    Transfer()
    {
        startCurl();
        m_handle = curl_easy_init();
        Q_CHECK_PTR(m_handle);
    }
    ~Transfer()
    {
        curl_slist_free_all(m_recipients);
        curl_easy_cleanup(m_handle);
    }
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    LetterOutcome run(const SmtpServer &server, const Letter &letter, const std::stop_token &stop);
    /// The last one went over a connection of an earlier one, which was gone before the server said anything.
    bool hasFoundADeadConnection() const;
    void takeAFreshConnection() { m_isFresh = true; }

private:
    template<typename Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(m_handle, option, value);
    }
    void setServer(const SmtpServer &server);
    void setLetter(const Letter &letter);

    static size_t read(char *buffer, size_t size, size_t count, void *self);
    static int listen(CURL *handle, curl_infotype type, char *data, size_t size, void *self);
    static int look(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

    CURL *m_handle = nullptr;
    curl_slist *m_recipients = nullptr;
    QByteArray m_bytes;
    qsizetype m_read = 0;
    SmtpConversation m_talk;
    CURLcode m_code = CURLE_OK;
    bool m_isFresh = false; ///< the next letter goes by a connection of its own
    std::stop_token m_stop;
    std::optional<std::chrono::steady_clock::time_point> m_stopSeen;
    std::array<char, CURL_ERROR_SIZE> m_trouble{};
};

size_t SmtpRoad::Transfer::read(char *buffer, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<Transfer *>(self);
    const qsizetype part = std::min(qsizetype(size * count), transfer->m_bytes.size() - transfer->m_read);
    std::memcpy(buffer, transfer->m_bytes.constData() + transfer->m_read, size_t(part));
    transfer->m_read += part;
    return size_t(part);
}

int SmtpRoad::Transfer::listen(CURL *, curl_infotype type, char *data, size_t size, void *self)
{
    auto *transfer = static_cast<Transfer *>(self);
    const QByteArrayView bytes(data, qsizetype(size));
    if (type == CURLINFO_HEADER_IN)
        transfer->m_talk.takeReply(bytes);
    else if (type == CURLINFO_HEADER_OUT)
        transfer->m_talk.takeCommand(bytes);
    else if (type == CURLINFO_DATA_OUT)
        transfer->m_talk.takeContent(bytes);
    return 0;
}

/// libcurl asks at least once a second. Anything but 0 ends the transfer.
int SmtpRoad::Transfer::look(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    auto *transfer = static_cast<Transfer *>(self);
    if (!transfer->m_stop.stop_requested())
        return 0;
    const auto now = std::chrono::steady_clock::now();
    if (!transfer->m_stopSeen)
        transfer->m_stopSeen = now;
    const bool mayFinish = transfer->m_talk.stage() == SmtpConversation::Stage::Content;
    return mayFinish && now - *transfer->m_stopSeen < hurry ? 0 : 1;
}

void SmtpRoad::Transfer::setServer(const SmtpServer &server)
{
    const QByteArray scheme = server.security == SmtpSecurity::Tls ? "smtps://" : "smtp://";
    const QByteArray url = scheme + server.host.toLatin1() + ':' + QByteArray::number(server.port) + '/'
        + QUrl::toPercentEncoding(QString::fromLatin1(server.ownName));
    set(CURLOPT_URL, url.constData());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, ""); // whatever the environment says
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USE_SSL, server.security == SmtpSecurity::StartTls ? long(CURLUSESSL_ALL) : long(CURLUSESSL_NONE));
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    if (!server.authorityFile.isEmpty())
        set(CURLOPT_CAINFO, QFile::encodeName(server.authorityFile).constData());
    if (!server.user.isEmpty()) {
        set(CURLOPT_USERNAME, server.user.toUtf8().constData());
        set(CURLOPT_PASSWORD, server.password.constData());
    }
    set(CURLOPT_CONNECTTIMEOUT_MS, long(server.connecting.count()));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT_MS, long(server.answering.count()));
    set(CURLOPT_TIMEOUT_MS, long(server.sending.count()));
    set(CURLOPT_MAXAGE_CONN, longestIdleSeconds);
}

void SmtpRoad::Transfer::setLetter(const Letter &letter)
{
    m_bytes = letter.bytes;
    m_read = 0;
    curl_slist_free_all(m_recipients);
    m_recipients = curl_slist_append(nullptr, inBrackets(letter.to).constData());
    set(CURLOPT_MAIL_FROM, inBrackets(letter.from).constData());
    set(CURLOPT_MAIL_RCPT, m_recipients);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &Transfer::read);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_INFILESIZE_LARGE, curl_off_t(m_bytes.size()));
}

LetterOutcome SmtpRoad::Transfer::run(const SmtpServer &server, const Letter &letter, const std::stop_token &stop)
{
    curl_easy_reset(m_handle); // Connections stay.
    m_talk = {};
    m_stop = stop;
    m_stopSeen.reset();
    m_trouble.front() = '\0';
    setServer(server);
    setLetter(letter);
    set(CURLOPT_FRESH_CONNECT, long(std::exchange(m_isFresh, false)));
    set(CURLOPT_ERRORBUFFER, m_trouble.data());
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, &Transfer::listen);
    set(CURLOPT_DEBUGDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::look);
    set(CURLOPT_XFERINFODATA, this);
    m_code = curl_easy_perform(m_handle);
    QString trouble = QString::fromUtf8(m_trouble.data());
    if (trouble.isEmpty())
        trouble = QString::fromUtf8(curl_easy_strerror(m_code));
    return outcomeOf(endOf(m_code), m_talk, trouble);
}

bool SmtpRoad::Transfer::hasFoundADeadConnection() const
{
    long connectionsMade = 0;
    curl_easy_getinfo(m_handle, CURLINFO_NUM_CONNECTS, &connectionsMade);
    constexpr int leaving = 421;
    const bool hasEnded = m_talk.code() == 0 || m_talk.code() == leaving;
    return endOf(m_code) == TransferEnd::Broken && m_code != CURLE_OPERATION_TIMEDOUT && connectionsMade == 0
        && hasEnded && m_talk.stage() <= SmtpConversation::Stage::Sender;
}

SmtpRoad::SmtpRoad(SmtpServer server)
    : m_server(std::move(server))
    , m_transfer(std::make_unique<Transfer>())
{
}

SmtpRoad::~SmtpRoad() = default;

LetterOutcome SmtpRoad::carry(const Letter &letter, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return {};
    const LetterOutcome outcome = m_transfer->run(m_server, letter, stop);
    if (!m_transfer->hasFoundADeadConnection())
        return outcome;
    m_transfer->takeAFreshConnection();
    return m_transfer->run(m_server, letter, stop);
}

/// With QUIT, as servers like it.
void SmtpRoad::rest()
{
    m_transfer = std::make_unique<Transfer>();
}

}
