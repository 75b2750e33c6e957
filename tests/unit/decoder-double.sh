#!/bin/sh
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# In place of the decoder: does what its input says, and never what it should.
read -r deed
case $deed in
  rubbish) echo "No picture at all" ;;
  nothing) ;;
  code) exit 99 ;;
  dies) kill -9 $$ ;;
  large) printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\077\377\0\0\077\377\010\002\0\0\0CRC!\0\0\0\002IDATxyCRC!\0\0\0\0IENDCRC!' ;;
  slow) exec /bin/sleep 20 ;;
  pixels) printf '\0\0\0\002\0\0\0\002abc' ;;
  video) printf '\0\0\0\030ftypmp42' ;;
esac
