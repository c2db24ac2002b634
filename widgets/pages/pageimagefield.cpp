// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pageimagefield.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/themeicon.h"
#include "controls/tone.h"
#include "error/messages.h"
#include "look/colors.h"
#include "pages/cropdialog.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr QSize thumbnailSize(150, 84);

bool hasImage(const QMimeData &data)
{
    return data.hasImage() || (data.urls().size() == 1 && data.urls().first().isLocalFile());
}

}

PageImageField::PageImageField(platform::ImageClient &client, Asker &asker, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_asker(asker)
    , m_opening([this](const Opened &opened) { take(opened); })
    , m_making([this](const Made &made) { send(made); })
    , m_decoding([this](const std::pair<QByteArray, QImage> &decoded) {
        const auto &[sha256, picture] = decoded;
        if (!m_isFetching || sha256 != m_value.sha256)
            return; // Another image was chosen meanwhile, or none.
        m_isFetching = false;
        m_picture = picture;
        m_opened = items::OpenedImage{picture, {m_value.mediaType.toLatin1(), {}}, false};
        showState();
        emit pictureChanged();
    })
    , m_thumbnail(new QLabel(this))
    , m_text(explanationLabel({}, this))
    , m_problem(new Banner(this))
    , m_choose(new QPushButton(themeIcon(u"document-open"_s), tr("&Choose…"), this))
    , m_paste(new QPushButton(themeIcon(u"edit-paste"_s), tr("Pa&ste"), this))
    , m_crop(new QPushButton(themeIcon(u"transform-crop"_s), tr("Cro&p…"), this))
    , m_remove(new QPushButton(themeIcon(u"edit-delete"_s), tr("Re&move"), this))
{
    setAcceptDrops(true);
    m_thumbnail->setFixedSize(thumbnailSize);
    m_thumbnail->setAlignment(Qt::AlignCenter);
    m_thumbnail->setObjectName("thumbnail"_L1);
    m_text->setObjectName("imageText"_L1);
    m_problem->setObjectName("imageProblem"_L1);
    m_choose->setObjectName("chooseImage"_L1);
    m_paste->setObjectName("pasteImage"_L1);
    m_crop->setObjectName("cropImage"_L1);
    m_remove->setObjectName("removeImage"_L1);
    layOut();
    setFocusProxy(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &PageImageField::choose);
    connect(m_paste, &QPushButton::clicked, this, &PageImageField::paste);
    connect(m_crop, &QPushButton::clicked, this, &PageImageField::crop);
    connect(m_remove, &QPushButton::clicked, this, &PageImageField::remove);
    connect(m_problem, &Banner::acted, this, [this] {
        if (const auto retry = std::exchange(m_retry, {}))
            retry();
    });
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &PageImageField::showState);
    showState();
}

void PageImageField::layOut()
{
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    for (QPushButton *button : {m_choose, m_paste, m_crop, m_remove})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(m_text, 1);
    right->addLayout(buttons);
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(m_thumbnail);
    row->addLayout(right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(10);
    layout->addLayout(row);
    layout->addWidget(m_problem);
}

void PageImageField::setValue(const policy::Blob &value)
{
    if (value == m_value)
        return;
    m_exchange.cancel();
    m_fetch.cancel();
    m_isSending = false;
    m_isFetching = false;
    m_value = value;
    m_picture = {};
    m_opened.reset();
    m_problem->clear();
    if (!m_value.sha256.isEmpty())
        fetch();
    showState();
    emit pictureChanged();
}

void PageImageField::cancel()
{
    m_exchange.cancel();
    m_isOpening = false;
    m_isSending = false;
    m_problem->clear();
    showState();
}

void PageImageField::setEditable(bool editable)
{
    m_editable = editable;
    setAcceptDrops(editable);
    showState();
}

void PageImageField::setError(const QString &error)
{
    if (!error.isEmpty())
        fail(error);
}

void PageImageField::takeOver(const PageImageField &before)
{
    if (before.m_value != m_value || before.m_picture.isNull())
        return;
    m_fetch.cancel();
    m_isFetching = false;
    m_picture = before.m_picture;
    m_opened = before.m_opened;
    m_part = before.m_part;
    showState();
    emit pictureChanged();
}

void PageImageField::choose()
{
    m_asker.askForFileToRead(this,
        {.title = tr("Choose an image"),
            .suggestedName = {},
            .filters = {tr("Images (%1)").arg(u"*.gif *.jpg *.jpeg *.png *.bmp *.webp"_s), tr("All files (*)")}},
        [this](const QString &path) { open([path] { return items::openImageFile(path); }); });
}

void PageImageField::paste()
{
    if (const QMimeData *data = QGuiApplication::clipboard()->mimeData())
        take(*data);
}

void PageImageField::take(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        open([path = urls.first().toLocalFile()] { return items::openImageFile(path); });
    else if (data.hasImage())
        open([picture = data.imageData().value<QImage>()] { return items::openPicture(picture); });
    else
        fail(tr("There is no image in the clipboard. Copy one first, or a file that holds one."));
}

void PageImageField::open(std::function<Opened()> read)
{
    m_problem->clear();
    m_isOpening = true;
    m_opening.ask(std::move(read));
    showState();
    emit changed();
}

void PageImageField::take(const Opened &opened)
{
    if (!std::exchange(m_isOpening, false))
        return; // It was cancelled.
    if (!opened)
        return fail(renderMessage(opened.error()));
    m_wanted = *opened;
    make(opened->picture.rect());
}

void PageImageField::make(const QRect &part)
{
    m_part = part;
    m_isSending = true;
    m_making.ask([image = *m_wanted, part] { return items::contentOf(image, part); });
    showState();
    emit changed();
}

void PageImageField::send(const Made &content)
{
    if (!m_isSending)
        return; // Something else was put in its place meanwhile.
    if (!content)
        return fail(renderMessage(content.error()));
    m_exchange
        = m_client.upload(*content, [this](const platform::Answer<platform::StoredImage> &answer) { take(answer); });
}

void PageImageField::take(const platform::Answer<platform::StoredImage> &answer)
{
    if (!answer) {
        m_retry = [this] { make(m_part); };
        return fail(platform::toText(answer.error()), answer.error().canTryAgain());
    }
    m_isSending = false;
    m_fetch.cancel();
    m_isFetching = false;
    m_value = answer->blob;
    m_opened = m_wanted;
    m_picture = m_opened->picture.copy(m_part);
    m_problem->clear();
    showState();
    emit pictureChanged();
    emit changed();
}

void PageImageField::fetch()
{
    m_isFetching = true;
    m_problem->clear();
    m_fetch = m_client.fetch(m_value, [this](const platform::Answer<QByteArray> &answer) {
        if (!answer) {
            m_isFetching = false;
            m_retry = [this] { fetch(); };
            return fail(platform::toText(answer.error()), answer.error().canTryAgain());
        }
        m_decoding.ask([file = *answer, sha256 = m_value.sha256] {
            const Opened opened = items::openImage(file);
            return std::pair(sha256, opened ? opened->picture : QImage());
        });
    });
    showState();
}

void PageImageField::crop()
{
    if (!m_opened)
        return;
    auto *dialog = new CropDialog(m_opened->picture, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_wanted = m_opened;
        make(dialog->part());
    });
    dialog->open();
}

void PageImageField::remove()
{
    setValue({});
    m_choose->setFocus();
    emit changed();
}

void PageImageField::fail(const QString &text, bool canRetry)
{
    m_isSending = false;
    if (!canRetry)
        m_retry = {};
    m_problem->tell(Tone::Error, text, canRetry ? tr("Try again") : QString());
    showState();
    emit changed();
}

QString PageImageField::words() const
{
    if (m_isOpening)
        return tr("The image is being opened…");
    if (m_isSending)
        return tr("The image is being brought to the platform…");
    if (m_value.sha256.isEmpty())
        return m_editable ? tr("No image. Drop one here, paste it or choose a file: GIF, JPEG, PNG, BMP or WebP, up to "
                               "5 MB. Wider than 2,048 pixels it is scaled down.")
                          : tr("There is no image on the page.");
    if (m_isFetching)
        return tr("The image is being fetched…");
    QString size = QLocale().formattedDataSize(m_value.size);
    if (m_picture.isNull())
        return size;
    return tr("%1 × %2 pixels, %3", "width, height, size of the file")
        .arg(m_picture.width())
        .arg(m_picture.height())
        .arg(size);
}

void PageImageField::showState()
{
    const bool hasValue = !m_value.sha256.isEmpty();
    const qreal ratio = devicePixelRatio();
    if (m_picture.isNull()) {
        m_thumbnail->setPixmap(themeIcon(u"insert-image"_s).pixmap(QSize(32, 32), ratio));
    } else {
        QPixmap small = QPixmap::fromImage(
            m_picture.scaled(thumbnailSize * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        small.setDevicePixelRatio(ratio);
        m_thumbnail->setPixmap(small);
    }
    m_text->setText(words());
    const QMimeData *clipboard = QGuiApplication::clipboard()->mimeData();
    const auto enable = [](QPushButton *button, const QString &whyNot) {
        button->setEnabled(whyNot.isEmpty());
        button->setToolTip(whyNot);
        button->setAccessibleDescription(whyNot);
    };
    const QString busy = isUnderWay() ? tr("An image is on its way already.") : QString();
    enable(m_choose, busy);
    enable(m_paste, clipboard && hasImage(*clipboard) ? busy : tr("There is no image in the clipboard."));
    enable(m_crop, m_opened ? busy : tr("There is no image to be cropped."));
    enable(m_remove, hasValue ? busy : tr("There is no image to be removed."));
    for (QPushButton *button : {m_choose, m_paste, m_crop, m_remove})
        button->setVisible(m_editable);
    update();
}

bool PageImageField::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        showState();
    return QWidget::event(event);
}

void PageImageField::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_editable || isUnderWay() || !hasImage(*event->mimeData()))
        return;
    event->acceptProposedAction();
    m_isDraggedOver = true;
    update();
}

void PageImageField::dragLeaveEvent(QDragLeaveEvent *)
{
    m_isDraggedOver = false;
    update();
}

void PageImageField::dropEvent(QDropEvent *event)
{
    m_isDraggedOver = false;
    event->acceptProposedAction();
    take(*event->mimeData());
}

void PageImageField::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste) && m_paste->isEnabled() && m_editable)
        paste();
    else
        QWidget::keyPressEvent(event);
}

void PageImageField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor line = m_isDraggedOver ? palette().color(QPalette::Highlight) : lineColor(palette());
    painter.setPen(QPen(line, m_isDraggedOver ? 2 : 1, m_editable ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(m_isDraggedOver ? blended(palette().color(QPalette::Window), line, 0.12F) : cardColor(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

}
