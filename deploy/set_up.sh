#!/bin/sh
# Lays the kit out for a hub on one server. As root, in the kit's folder, with the kit's Python first on the path:
#     sh deploy/set_up.sh TEACHER        (TEACHER: an account of the machine)
# Once only: where a course lies already, it stops and touches nothing.
set -eu
umask 022
teacher=${1:?"usage: sh deploy/set_up.sh TEACHER"}
base=/srv/who-says-so exchange=/srv/nbgrader/exchange
[ ! -e "$base/course" ] || { echo "$base/course is there already; nothing was changed." >&2; exit 1; }

install -d -m 755 "$base" "$base/etc" "$base/etc/learner/labconfig" "$base/etc/teacher"
install -d -m 700 "$base/hub"                               # the hub's own secrets: root only

# What learners import and read: the bundle. No sealed key, no votes, no teacher's notes.
python -m helpers bundle --out "$base/bundle.new" >/dev/null
mv "$base/bundle.new/who-says-so" "$base/bundle" && rm -r "$base/bundle.new"
chmod -R u=rwX,go=rX "$base/bundle"

# What the teacher works with: the whole kit. Closed before anything is put in.
install -d -m 700 -o "$teacher" -g wss-teachers "$base/course"
for part in helpers articles solutions exercises notebooks nbgrader_config.py CODEBOOK.md; do cp -r "$part" "$base/course/"; done
find "$base/course" -name __pycache__ -prune -exec rm -r {} +
chown -R "$teacher:wss-teachers" "$base/course"
chmod -R go= "$base/course"

# nbgrader's exchange must be writable by everybody; the sticky bit keeps one person from removing another's folders.
install -d -m 755 "$(dirname "$exchange")"
install -d -m 1777 "$exchange"

install -m 644 deploy/jupyterhub_config.py deploy/nbgrader_config.py "$base/etc/"
install -m 644 deploy/learner/jupyter_server_config.json "$base/etc/learner/"
install -m 644 deploy/learner/labconfig/page_config.json "$base/etc/learner/labconfig/"
install -m 755 deploy/start_server.sh "$base/etc/"
echo "The kit is laid out in $base, the exchange in $exchange."
