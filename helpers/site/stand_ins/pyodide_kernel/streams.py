"""What is printed goes to the page."""


class Stream:
    encoding, errors = "utf-8", "replace"
    publish_stream_callback = None

    def __init__(self, name):
        self.name = name

    def write(self, text):
        if self.publish_stream_callback and text:
            self.publish_stream_callback(self.name, text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False
