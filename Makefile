# Who says so? — `make lab` opens the kit, `make test` proves it. Both make the same environment in .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# a student's copy has no solutions/, and needs neither nbgrader nor test tools
LOCK := $(if $(wildcard solutions),lock-teacher.txt,lock.txt)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
START := notebooks/00_start_here.ipynb
LABEXTENSION := helpers/notebook/labextension
ROOT_FLAG := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: lab notebook check test exercises bundle site bench bench-marks lock clean

$(VENV)/.ready: pyproject.toml $(LOCK) helpers/overrides.json $(wildcard $(LABEXTENSION)/* $(LABEXTENSION)/static/*)
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v[:2] <= (3, 14) else "This is Python %d.%d. The kit needs Python 3.11, 3.12, 3.13 or 3.14: install one, then for instance make lab PYTHON=python3.12" % v[:2])'
	@echo "Making the environment in $(VENV), once: $$(grep -c == $(LOCK)) packages are fetched. On a fast line that takes a minute or two, and nothing is shown until it is done."
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r $(LOCK) -c $(LOCK)  # the lock binds extras as well: older pips look at the newest of a package that is asked for with an extra
	$(PIP) --no-deps --no-build-isolation -e .
	cp $(LOCK) $(VENV)/.lock
	mkdir -p $(VENV)/share/jupyter/lab/settings/overrides.d
	cp helpers/overrides.json $(VENV)/share/jupyter/lab/settings/overrides.d/who-says-so.json
	mkdir -p $(VENV)/share/jupyter/labextensions/who-says-so
	cp -R $(LABEXTENSION)/. $(VENV)/share/jupyter/labextensions/who-says-so
	touch $@

# a terminal opened in JupyterLab finds `who-says-so` and `python` of this environment
lab notebook: export PATH := $(CURDIR)/$(BIN):$(PATH)
lab: $(VENV)/.ready
	$(BIN)/jupyter lab $(ROOT_FLAG) --LabApp.default_url=/lab/tree/$(START) $(LAB_ARGS)

# for phones and small screens
notebook: $(VENV)/.ready
	$(BIN)/jupyter notebook $(ROOT_FLAG) --JupyterNotebookApp.default_url=/notebooks/$(START) $(LAB_ARGS)

# the code read by tools, in seconds: style, form, types of what marks
check: $(VENV)/.ready
	$(BIN)/ruff check helpers tests bench deploy nbgrader_config.py
	$(BIN)/ruff format --check helpers tests bench deploy nbgrader_config.py
	$(BIN)/mypy

# the parts that the browser site is made of, fetched once; without them its tests are left out and say so, and in CI they fail
$(VENV)/.site-parts: $(VENV)/.ready lock-site.txt
	$(BIN)/python -m helpers site --fetch-only && touch $@

# the course as a web page: nothing to install for learners
site: $(VENV)/.site-parts
	$(BIN)/python -m helpers site $(UNITS) --out site

# with compiled files kept, as on people's machines: the hundreds of Pythons that the tests begin would else read all source anew
test: $(VENV)/.ready
	-@$(MAKE) --no-print-directory $(VENV)/.site-parts
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n auto --dist loadfile $(TEST_ARGS)

exercises: $(VENV)/.ready
	$(BIN)/python -m helpers release

bundle: $(VENV)/.ready
	$(BIN)/python -m helpers bundle

bench: $(VENV)/.ready
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/keystroke.py
	$(BIN)/python bench/bench_class.py --quick

# the locks anew, after a change of pyproject.toml, constraints.txt or lock.in: every file that pip may take, by its hash, for every system
LOCKER := $(VENV)-lock/bin
COMPILE := $(LOCKER)/uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes --custom-compile-command "make lock" -c constraints.txt pyproject.toml lock.in
lock:
	$(PYTHON) -m venv $(VENV)-lock && $(LOCKER)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(COMPILE) -o lock.txt
	$(COMPILE) --extra teacher --extra own-article --extra test -o lock-teacher.txt
	rm -rf $(VENV)-lock

# what every exercise pays to scripted learners, and how sure the mark of each unit is
bench-marks: $(VENV)/.ready
	$(BIN)/python bench/bench_marks.py

clean:
	rm -rf $(VENV) dist
