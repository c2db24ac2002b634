// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/latestanswer.h"
#include "items/pageimage.h"
#include "platform/imageclient.h"

#include <QWidget>

class QLabel;
class QMimeData;
class QPushButton;

namespace sekimori::widgets {

class Asker;
class Banner;

/// The image of a page: dropped, pasted or chosen, cropped, and brought to the platform, which keeps it apart from the
/// section that names it.
class PageImageField : public QWidget {
    Q_OBJECT

public:
    PageImageField(platform::ImageClient &client, Asker &asker, QWidget *parent = nullptr);

    const policy::Blob &value() const { return m_value; }
    void setValue(const policy::Blob &value);
    /// What is on its way to the platform is not wanted any more.
    void cancel();
    void setEditable(bool editable);
    void setError(const QString &error);
    /// What is to be seen of the value; null while it is not known, or there is none.
    const QImage &picture() const { return m_picture; }
    /// An image is being opened or brought to the platform, and the value is still the one before.
    bool isUnderWay() const { return m_isOpening || m_isSending; }
    void takeOver(const PageImageField &before);

signals:
    void changed(); ///< the value, or isUnderWay()
    void pictureChanged();

protected:
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    using Opened = Result<items::OpenedImage>;
    using Made = Result<platform::Content>;

    void layOut();
    void choose();
    void paste();
    void take(const QMimeData &data);
    void open(std::function<Opened()> read);
    void take(const Opened &opened);
    void make(const QRect &part);
    void send(const Made &content);
    void take(const platform::Answer<platform::StoredImage> &answer);
    void fetch();
    void crop();
    void remove();
    void fail(const QString &text, bool canRetry = false);
    void showState();
    QString words() const;

    platform::ImageClient &m_client;
    Asker &m_asker;
    items::LatestAnswer<Opened> m_opening;
    items::LatestAnswer<Made> m_making;
    platform::Pending m_fetch;
    items::LatestAnswer<std::pair<QByteArray, QImage>> m_decoding; ///< and of which hash it is
    platform::Pending m_exchange;
    policy::Blob m_value;
    QImage m_picture;
    std::optional<items::OpenedImage> m_opened; ///< whose parts can be taken
    std::optional<items::OpenedImage> m_wanted; ///< is on its way
    QRect m_part;
    std::function<void()> m_retry;
    bool m_isOpening = false;
    bool m_isSending = false;
    bool m_isFetching = false;
    bool m_isDraggedOver = false;
    bool m_editable = true;
    QLabel *m_thumbnail;
    QLabel *m_text;
    Banner *m_problem;
    QPushButton *m_choose;
    QPushButton *m_paste;
    QPushButton *m_crop;
    QPushButton *m_remove;
};

}
