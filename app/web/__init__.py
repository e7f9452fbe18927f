"""The web page: shows ``Answer`` records beside the report they cite, and knows nothing else of retrieval.

``server`` serves, ``shell`` is the document around the page, ``page`` builds the page, ``desk`` waits for the engine
and asks it, ``render`` and ``source_view`` turn records into safe HTML, ``words`` holds what the page says in Chinese
and in English.
"""
