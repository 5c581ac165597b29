"""An exporter from outside, as a stranger would write one."""


def write_names(store, stream, options, /):
    for article in store.articles():
        stream.write(f"{article.file}\n".encode())
