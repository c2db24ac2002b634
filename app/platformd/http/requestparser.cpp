// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestparser.h"

#include "http/hostname.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace sekimori::platformd {
namespace {

QByteArrayView viewOf(string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

bool isTargetCharacter(char c)
{
    return c > 0x20 && c < 0x7f && c != '#';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

}

class RequestParser::Private : public http::basic_parser<true> {
public:
    Private(qsizetype headerBytes, qsizetype bodyBytes)
        : m_headerBytes(headerBytes)
        , m_bodyBytes(bodyBytes)
    {
        header_limit(static_cast<std::uint32_t>(headerBytes));
        body_limit(static_cast<std::uint64_t>(bodyBytes));
    }

    Refusal refusalFor(const error_code &error);

    Request m_request;
    std::optional<Refusal> m_refusal;
    qsizetype m_headerBytes;
    qsizetype m_bodyBytes;
    bool m_isHttp11 = false;
    bool m_expectsContinue = false;

private:
    void refuse(int status, const Message &message, error_code &error)
    {
        m_refusal.emplace(status, Error(ErrorKind::Malformed, message));
        error = make_error_code(http::error::bad_value);
    }

    const Message *framingFault() const;
    void checkExpectation(error_code &error);

    void on_request_impl(http::verb, string_view method, string_view target, int version, error_code &error) override;
    void on_response_impl(int, string_view, int, error_code &) override { }
    void on_field_impl(http::field, string_view name, string_view value, error_code &) override;
    void on_header_impl(error_code &error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t> &contentLength, error_code &) override;
    std::size_t on_body_impl(string_view body, error_code &) override;
    void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code &error) override;
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code &) override;
    void on_finish_impl(error_code &) override { }
};

void RequestParser::Private::on_request_impl(
    http::verb, string_view method, string_view target, int version, error_code &error)
{
    if (!target.starts_with('/') || !std::ranges::all_of(target, isTargetCharacter)) {
        refuse(400, TargetMalformed, error);
        return;
    }
    m_isHttp11 = version == 11;
    m_request.method = viewOf(method).toByteArray();
    const auto mark = target.find('?');
    m_request.path = viewOf(target.substr(0, mark)).toByteArray();
    if (mark != string_view::npos)
        m_request.query.setQuery(QString::fromLatin1(viewOf(target.substr(mark + 1))));
}

void RequestParser::Private::on_field_impl(http::field, string_view name, string_view value, error_code &)
{
    // Lines that come after the body are no header: whoever checked the header has not seen them.
    if (!is_header_done())
        m_request.headers.append(viewOf(name), viewOf(value));
}

/// Stricter than the parser under it: a proxy before us may read a doubtful length differently than we do.
const Message *RequestParser::Private::framingFault() const
{
    const auto encodings = m_request.headers.lines("Transfer-Encoding");
    const auto lengths = m_request.headers.lines("Content-Length");
    if (encodings.size() + lengths.size() > 1)
        return &FramingAmbiguous;
    if (!encodings.isEmpty() && (!m_isHttp11 || encodings.first().compare("chunked", Qt::CaseInsensitive) != 0))
        return &FramingAmbiguous;
    if (!lengths.isEmpty() && !std::ranges::all_of(lengths.first(), isDigit))
        return &FramingAmbiguous;
    return nullptr;
}

void RequestParser::Private::checkExpectation(error_code &error)
{
    const auto expectation = m_request.headers.value("Expect");
    if (!expectation || !m_isHttp11)
        return;
    m_expectsContinue = expectation->compare("100-continue", Qt::CaseInsensitive) == 0;
    if (!m_expectsContinue)
        refuse(417, ExpectationUnknown, error);
}

void RequestParser::Private::on_header_impl(error_code &error)
{
    if (const Message *fault = framingFault()) {
        refuse(400, *fault, error);
        return;
    }
    const auto hosts = m_request.headers.lines("Host");
    const auto host = hosts.size() == 1 ? hostOfHeader(hosts.first()) : std::nullopt;
    if (!host) {
        refuse(400, HostMalformed, error);
        return;
    }
    m_request.host = *host;
    checkExpectation(error);
}

void RequestParser::Private::on_body_init_impl(const boost::optional<std::uint64_t> &contentLength, error_code &)
{
    // A length is only a claim: memory for more than this follows the bytes that really come.
    constexpr std::uint64_t atFirst = 64 * 1024;
    m_request.body.reserve(static_cast<qsizetype>(std::min(contentLength.value_or(0), atFirst)));
}

std::size_t RequestParser::Private::on_body_impl(string_view body, error_code &)
{
    m_request.body.append(viewOf(body));
    return body.size();
}

void RequestParser::Private::on_chunk_header_impl(std::uint64_t, string_view extensions, error_code &error)
{
    if (!extensions.empty())
        refuse(400, FramingAmbiguous, error);
}

std::size_t RequestParser::Private::on_chunk_body_impl(std::uint64_t, string_view body, error_code &)
{
    m_request.body.append(viewOf(body));
    return body.size();
}

Refusal RequestParser::Private::refusalFor(const error_code &error)
{
    if (m_refusal)
        return *m_refusal;
    if (error == http::error::header_limit)
        return {431, Error(ErrorKind::TooLarge, HeaderTooLarge, {QString::number(m_headerBytes)})};
    if (error == http::error::body_limit)
        return {413, Error(ErrorKind::TooLarge, BodyTooLarge, {QString::number(m_bodyBytes)})};
    const bool isFraming = error == http::error::bad_content_length || error == http::error::multiple_content_length
        || error == http::error::bad_transfer_encoding;
    if (isFraming)
        return {400, Error(ErrorKind::Malformed, FramingAmbiguous)};
    return {400, Error(ErrorKind::Malformed, RequestMalformed, {QString::fromStdString(error.message())})};
}

RequestParser::RequestParser(qsizetype headerBytes, qsizetype bodyBytes)
    : d(std::make_unique<Private>(headerBytes, bodyBytes))
{
}

RequestParser::~RequestParser() = default;

std::expected<qsizetype, Refusal> RequestParser::feed(QByteArrayView bytes)
{
    const Stage before = stage();
    qsizetype taken = 0;
    while (taken < bytes.size() && stage() == before && before != Stage::Complete) {
        const QByteArrayView rest = bytes.sliced(taken);
        error_code error;
        const auto used = static_cast<qsizetype>(
            d->put(boost::asio::const_buffer(rest.data(), static_cast<std::size_t>(rest.size())), error));
        const bool isFolded
            = before == Stage::Header && (rest.first(used).contains("\r\n ") || rest.first(used).contains("\r\n\t"));
        if (isFolded)
            return std::unexpected(Refusal{400, Error(ErrorKind::Malformed, FoldedHeader)});
        taken += used;
        if (error == http::error::need_more) {
            // A line of the chunked form has no limit of its own in the parser.
            if (bytes.size() - taken >= d->m_headerBytes)
                return std::unexpected(d->refusalFor(http::error::header_limit));
            break;
        }
        if (error)
            return std::unexpected(d->refusalFor(error));
    }
    return taken;
}

RequestParser::Stage RequestParser::stage() const
{
    if (d->is_done())
        return Stage::Complete;
    return d->is_header_done() ? Stage::Body : Stage::Header;
}

bool RequestParser::expectsContinue() const
{
    return d->m_expectsContinue;
}

bool RequestParser::keepsConnection() const
{
    return d->m_isHttp11 && d->keep_alive();
}

bool RequestParser::takesChunks() const
{
    return d->m_isHttp11;
}

const Request &RequestParser::request() const
{
    return d->m_request;
}

Request RequestParser::take()
{
    return std::move(d->m_request);
}

}
