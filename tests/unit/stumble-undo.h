/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/types.h>

/* What files were before they were written to, until they are synced. For one caller at a time. */

/* What the next write of so many bytes there takes the place of, or cuts off. */
void stumble_remember_bytes (int fd, const char *path, off_t offset, size_t size);
/* Whom this name belongs to, before it is given to another; until its folder is synced. */
void stumble_remember_name (const char *path);
/* The file of this name had another one when it was written to. */
void stumble_follow (const char *path);
/* The file, or the names in the folder, are on the disk now. */
void stumble_forget (int fd);
/* As after the power has failed: only what was synced is there. */
void stumble_undo_all (void);
