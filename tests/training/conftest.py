"""What trains needs scikit-learn (extra ``train``), which neither use nor tests of the project need."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("sklearn") else ["test_training_events.py"]
