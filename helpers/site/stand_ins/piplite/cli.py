"""What `%pip` becomes: a sentence."""


async def get_transformed_code(argv):
    return 'print("Nothing can be installed here: this page brings all that the course needs.")'
