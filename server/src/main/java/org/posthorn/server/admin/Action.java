package org.posthorn.server.admin;

/// Does what one kind of request asks for.
@FunctionalInterface
interface Action {
    Answer answer(Request request) throws InvalidRequestException;
}
