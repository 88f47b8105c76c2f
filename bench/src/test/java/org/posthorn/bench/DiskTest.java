package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DiskTest {
    @Test
    void sectors_areThoseThatWereWritten() {
        var statistics =
                "   17255     5476  1497266    35111    33522    18782  1610880     6745        0"
                        + "     9432    43186     8010       54   300552      842    10209\n";
        assertThat(Disk.sectorsWrittenIn(statistics)).isEqualTo(1_610_880);
    }

    @Test
    void device_isMajorAndMinorNumberHoweverLarge() {
        assertThat(Disk.device(0xFE00)).isEqualTo("254:0");
        assertThat(Disk.device(0x10_0305)).isEqualTo("3:261");
        assertThat(Disk.device(0x1000_0000_0305L)).isEqualTo("4099:5");
    }
}
