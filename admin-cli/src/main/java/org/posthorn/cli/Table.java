package org.posthorn.cli;

import java.util.ArrayList;
import java.util.List;
import org.springframework.shell.jline.tui.table.ArrayTableModel;
import org.springframework.shell.jline.tui.table.BorderStyle;
import org.springframework.shell.jline.tui.table.NoWrapSizeConstraints;
import org.springframework.shell.jline.tui.table.TableBuilder;

/// Rows under a header, for people.
final class Table {
    private static final int UNLIMITED_WIDTH = 10_000;

    private final List<Object[]> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(header);
    }

    Table row(Object... cells) {
        var texts = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = " " + cells[i] + " ";
        }
        rows.add(texts);
        return this;
    }

    @Override
    public String toString() {
        Object[] header = rows.getFirst();
        var padded = new Object[header.length];
        for (int i = 0; i < header.length; i++) {
            padded[i] = " " + header[i] + " ";
        }
        var cells = new ArrayList<>(rows);
        cells.set(0, padded);
        String drawn =
                new TableBuilder(new ArrayTableModel(cells.toArray(Object[][]::new)))
                        .addHeaderAndVerticalsBorders(BorderStyle.fancy_light)
                        .on((row, column, model) -> true)
                        .addSizer(new NoWrapSizeConstraints())
                        .build()
                        .render(UNLIMITED_WIDTH);
        return drawn.stripTrailing();
    }
}
