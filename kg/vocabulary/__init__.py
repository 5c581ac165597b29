"""The words of the ontology as plain Python, generated from ontology/ and free of any RDF library.

`acts.ACTS` is the table of acts, `plover` and `cameo` the coding schemes, `classes` and `properties` the IRIs,
`namespaces` the prefixes.
"""

from kg.vocabulary.act import Act, Code, PloverType, code_act
from kg.vocabulary.acts import ACTS

__all__ = ["ACTS", "Act", "Code", "PloverType", "code_act"]
