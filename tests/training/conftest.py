"""What trains needs scikit-learn or PyTorch (extra ``train``), which neither use nor tests of the project need."""

from importlib.util import find_spec

collect_ignore = [
    file
    for file, library in {
        "test_training_events.py": "sklearn",
        "test_training_network.py": "torch",
    }.items()
    if not find_spec(library)
]
