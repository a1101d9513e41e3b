#!/bin/sh
# Starts one person's server, as that person: a learner's first start brings a copy of the lessons that can be written to.
[ -z "${WHO_SAYS_SO_LESSONS:-}" ] || [ -e "$HOME/lessons" ] || cp -r "$WHO_SAYS_SO_LESSONS" "$HOME/lessons"
exec jupyterhub-singleuser "$@"
