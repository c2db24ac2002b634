// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing stands here: the target exists for its header.
