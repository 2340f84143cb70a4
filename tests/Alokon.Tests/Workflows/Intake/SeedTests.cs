using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Host;
using Alokon.Host.Texts;
using Alokon.Sop.Workflows.Intake;
using Alokon.Sop.Workflows.Table;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows.Intake;

/// <summary>
/// Five real SOPs, as scanners and web pages gave them. Every question is written down as the admin reads it: somebody who has
/// the paper in hand must agree that it is a question, and find none missing that the paper raises.
/// </summary>
public sealed class SeedTests
{
    public static TheoryData<string> All => ["grobogan", "tasikmalaya", "oku-timur", "kota-tangerang", "banyuwangi"];

    [Fact]
    public void Grobogan_eight_rows_two_of_them_numbered_six_and_marks_that_were_lost() => AssertAsks(
        "grobogan",
        "Langkah 6 terpotong pergantian halaman. Draf menyambungnya menjadi: Menyalurkan Alkon · Pembagian Alkon kepada Petugas / Tempat Pelayanan KB · 30 Menit · Pendistribusian Alkon ke KKB , Bidan Praktek Swasta dan PPKBD melalui PLKB…. Periksa sambungannya.",
        "Nomor 6 muncul dua kali: “Menyalurkan Alkon” dan “Melaporkan”. Draf menyimpannya seperti tercetak; nomori ulang bila salah cetak.",
        "Pelaksana langkah 1 dibaca dari kalimatnya (“PLKB Menerima Draf Usulan Kebutuhan Alkon”): PLKB. Benarkah?",
        "Kolom “PUS”, “Kader KB/PPKBD” bukan jabatan yang bekerja di Alokon pada dinas ini. Siapa yang mengerjakan langkah-langkah pada kolom itu?",
        "Kolom “Pengelola Alkon DP3AKB/ Pengelola Gudang Alkon” menyebut dua jabatan. Pilih jabatannya untuk setiap langkah pada kolom itu.",
        "Pelaksana 7 langkah tidak terbaca, karena tandanya gambar: langkah 2, 3, 4, 5, 6, 6 dan 7. Pilih pelaksana setiap langkah.",
        "Waktu langkah 1 “2 hari”: hari kerja atau hari kalender? Draf menghitung hari kerja.",
        "Waktu langkah 4 “Sesuai jarak Wilayah.”: pilih matriks. Draf memakai 120, 240, 450, dan 1350 menit kerja untuk zona 1 sampai 4.",
        "Langkah 3 memuat keputusan (“Menyetujui/ tdk isi daftar rincian Kebutuhan Alkon”). Draf memberinya jawaban Ya dan Tidak; Tidak mengakhiri permohonan. Ke mana seharusnya bila tidak?",
        "Langkah 5 memuat dua pekerjaan dari dua pihak: menyerahkan dan mencocokkan. Pecah menjadi dua langkah?",
        "Langkah berikut dibuat dengan formulir alokon yang sudah ada: 1 Menerima Usulan Kebutuhan Alkon dari PUS; 2 Meneliti Amrah Alkon; 3 Merekomendasi Pengajuan Amrah Ke DP3AKB; 4 Mengirimkan Alkon; 5 Menyerahkan Alkon; 6 Melaporkan; 7 Mengarsipkan semua dokumen. Langkah lain menjadi langkah umum. Benarkah?");

    [Fact]
    public void Tasikmalaya_five_sentences_without_a_time_of_their_own() => AssertAsks(
        "tasikmalaya",
        "Nomor SOP tidak ada. Isi setelah SOP ditetapkan.",
        "“Pengolahan data”, “TIM” bukan jabatan yang dikenal pada dinas ini. Siapa yang mengerjakan langkahnya di Alokon?",
        "Jumlah pelaksana tertulis 3 (Sub Koord Bidang KB, Petugas Gudang, Bendahara Materiil), tetapi prosedurnya juga menyebut PLKB/PKB, Pengolahan data, TIM. Mana yang benar?",
        "Tidak satu pun langkah (a, b, c, d dan e) punya waktu. Draf tidak memberi batas waktu per langkah. Berapa waktunya masing-masing?",
        "Waktu penyelesaian (Distribusi rutin s/d 6 hari; Non rutin max 1 hari) dibaca sebagai waktu layanan untuk permohonan rutin dan darurat, sampai langkah terakhir. Benarkah?",
        "Persyaratan (Copy Cetak K/0/KB sebagai bukti terdaftar pada New Siga; Copy Cetak Out Put R/2/KB bulan terakhir dari New Siga sebagai bukti saldo akhir alokon tersedia; Surat Permohonan pendistribusian alkon; Jenis dan Jumlah alokon yang didistribusikan.) dijadikan kelengkapan langkah pertama. Benarkah diperiksa di sana?",
        "Langkah a–e tercetak di bawah “Distribusi Non Rutin/Darurat”, sedangkan “Distribusi Rutin Dilaksanakan tiap 3 bulan satu kali” tidak punya langkah. Apakah langkah-langkah itu berlaku untuk keduanya?",
        "R/2/KB dan R/II/KB: apakah formulir yang sama? Pakai satu ejaan.",
        "Singkatan SPMP pada langkah d hanya muncul sekali. Apakah maksudnya SPMB?");

    [Fact]
    public void Oku_Timur_nine_items_two_of_which_are_no_activities() => AssertAsks(
        "oku-timur",
        "Butir 8 “Pelayanan KB (Pustu, Praktek dokter, dan Bidan swasta)” tidak memuat kegiatan: itu tempat atau orang. Draf tidak memasukkannya sebagai langkah. Benarkah?",
        "Butir 9 “AKSEPTOR” tidak memuat kegiatan: itu tempat atau orang. Draf tidak memasukkannya sebagai langkah. Benarkah?",
        "Nomor SOP tidak ada; draf memakai nomor SK “103 Tahun 2024”. Benarkah itu nomor SOP-nya?",
        "“BKKBN Provinsi” bukan jabatan yang dikenal pada dinas ini. Siapa yang mengerjakan langkahnya di Alokon?",
        "Tidak satu pun langkah (1, 2, 3, 4, 5, 6 dan 7) punya waktu. Draf tidak memberi batas waktu per langkah. Berapa waktunya masing-masing?",
        "Ada dua waktu penyelesaian: “1 Minggu” dan “Jangka Waktu Penyelesaian pendistribusian Alat dan Obat Kontrasepsi 1 Bulan”. Draf memakai yang pertama. Mana yang dijanjikan kepada pemohon?",
        "Langkah 1 dikerjakan “secara berkala”, bukan untuk setiap permohonan. Tetap di alur ini, atau jadikan alur berjadwal sendiri?",
        "Langkah 3 dikerjakan “sesuai jadwal”, bukan untuk setiap permohonan. Tetap di alur ini, atau jadikan alur berjadwal sendiri?",
        "Langkah 4 dikerjakan “seetiap bulan”, bukan untuk setiap permohonan. Tetap di alur ini, atau jadikan alur berjadwal sendiri?",
        "Persyaratan (Kartu Tanda Penduduk (KTP); Copy cetak KB sebagai bukti terdaftar pada New Siga; Surat Tugas dari Kepala DPPKB; Surat Permohonan permintaan alkon kepada Kepala DPPKB) dijadikan kelengkapan langkah pertama. Benarkah diperiksa di sana?");

    [Fact]
    public void Kota_Tangerang_two_steps_five_no_six_and_a_very_long_time() => AssertAsks(
        "kota-tangerang",
        "Nomor 5 muncul dua kali (“Menyiapkan data Akseptor untuk Pelayanan (Momentum)” dan “Menyiapkan dan Mendistribusikan Alkon dan kelengkapan untuk…”), sedangkan nomor 6 tidak ada. Apakah yang kedua seharusnya 6? Draf menyimpannya seperti tercetak.",
        "Nomor SOP tidak ada. Isi setelah SOP ditetapkan.",
        "Kolom “Pos KB” bukan jabatan yang bekerja di Alokon pada dinas ini. Siapa yang mengerjakan langkah-langkah pada kolom itu?",
        "Kolom “Kepala BPMKB” memakai nama dinas yang lain dari kepala SOP (“Plt. KEPALA DINAS PEMBERDAYAAN PEREMPUAN, PERLINDUNGAN ANAK, PENGENDALIAN PENDUDUK DAN KELUARGA BERE…”). Draf membacanya sebagai kepala dinas. Benarkah?",
        "Pelaksana 8 langkah tidak terbaca, karena tandanya gambar: langkah 1, 2, 3, 4, 5, 5, 7 dan 8. Pilih pelaksana setiap langkah.",
        "Waktu langkah 7 “3600 Menit” sama dengan 8 hari kerja. Benarkah, atau maksudnya 360 menit?",
        "Langkah 1 tidak punya waktu. Draf tidak memberi batas waktu. Berapa waktunya?",
        "Kelengkapan, waktu, dan output langkah 5 “Menyiapkan data Akseptor untuk Pelayanan (Momentum)” dan langkah 5 “Menyiapkan dan Mendistribusikan Alkon dan kelengkapan untuk…” sama persis. Draf memberi keduanya satu jatah bersama (120 Menit). Atau masing-masing punya waktunya sendiri?");

    [Fact]
    public void Banyuwangi_a_table_printed_twice_and_three_steps_that_only_the_list_of_times_has() => AssertAsks(
        "banyuwangi",
        "Langkah 3 terpotong pergantian halaman. Draf menyambungnya menjadi: - Calon akseptor - Peralatan medis (Obgyn Bed, Implant Kit, IUD Kit, VTP untuk MOP dan minilap atau laparaskop untuk MOW) - Lembar Balik ABPK (Alat Bantu Pengam…. Periksa sambungannya.",
        "Di bawah langkah 5 ada potongan “atau laparaskop untuk MOW) - Lembar Balik ABPK (Alat Bantu P…” yang sudah ada pada langkah 3. Draf mengabaikannya.",
        "Langkah 4 “Melakukan Konseling bagi calon akseptor oleh Tenaga medis dan PLKB” tercetak dua kali dengan isi yang sama (pergantian halaman). Draf memakainya sekali.",
        "Langkah 5 “Calon Akseptor dilakukan Penapisan atau pemeriksaan atau scerning” tercetak dua kali dengan isi yang sama (pergantian halaman). Draf memakainya sekali.",
        "Waktu langkah 3 kosong di tabel; dari daftar waktu penyelesaian diambil “2 - 3 Hari”. Benarkah?",
        "Waktu langkah 4 kosong di tabel; dari daftar waktu penyelesaian diambil “30 Menit”. Benarkah?",
        "Langkah 6, 7 dan 8 hanya ada di daftar waktu penyelesaian, tidak di tabel. Draf memasukkannya di akhir. Benarkah?",
        "Nomor SOP tidak ada. Isi setelah SOP ditetapkan.",
        "Kolom “Proses Pelayanan KB”, “Sekretaris/ Ka.IU SKPD”, “Bupati” bukan jabatan yang bekerja di Alokon pada dinas ini. Siapa yang mengerjakan langkah-langkah pada kolom itu?",
        "Pelaksana 8 langkah tidak terbaca, karena tandanya gambar: langkah 1, 2, 3, 4, 5, 6, 7 dan 8. Pilih pelaksana setiap langkah.",
        "Langkah 1 dikerjakan berulang (“Dilakukan setiap pertemuan kelompok atau setiap hari pada masyarakat”), jadi tidak ada tenggatnya. Draf tidak memberi batas waktu. Benarkah?",
        "Langkah 2 dikerjakan berulang (“Dilakukan setiap hari ada pada calon peserta KB”), jadi tidak ada tenggatnya. Draf tidak memberi batas waktu. Benarkah?",
        "Waktu langkah 3 “2 - 3 Hari” adalah rentang. Draf memakai batas atasnya sebagai tenggat. Benarkah?",
        "Waktu langkah 7 “2 s/d 3 jam” adalah rentang. Draf memakai batas atasnya sebagai tenggat. Benarkah?",
        "Waktu langkah 8 “2 s/d 3 jam” adalah rentang. Draf memakai batas atasnya sebagai tenggat. Benarkah?",
        "Langkah 6 tidak punya waktu. Draf tidak memberi batas waktu. Berapa waktunya?",
        "Waktu penyelesaian “3 Hari kerja” dibaca sebagai waktu layanan, dari permohonan sampai langkah terakhir. Benarkah?",
        "Langkah 3 saja dapat memakai “2 - 3 Hari”, padahal seluruh layanan dijanjikan “3 Hari kerja”. Mana yang benar?",
        "Langkah 5 memuat keputusan (“Calon akseptor lolos atau tidak sebagai calon peserta KB”). Draf memberinya jawaban Ya dan Tidak; Tidak mengakhiri permohonan. Ke mana seharusnya bila tidak?",
        "Kode K/IV/KB pada langkah 5 dipakai untuk “kartu pendaftaran KB” dan “Kartu peserta KB”. Mana yang dimaksud?",
        "Langkah 7 hanya dikerjakan dalam keadaan tertentu (“Apabila ada kegagalan atau komplikasi calon akseptor melaporkan kepetugas PLKB/PKB di keca…”). Draf memberinya jawaban “Tidak terjadi” yang melewatinya. Benarkah?",
        "Persyaratan KTP; KK tidak disebut di tabel. Pada langkah mana diperiksa?");

    [Theory]
    [MemberData(nameof(All))]
    public void Table_to_graph_to_table_loses_nothing(string seed)
    {
        var read = Read(seed).Table;

        var again = SopTableReader.Read(Draft(seed), Composition.Activities);

        Assert.Equal(read.Rows.Select(Cells), again.Main.Select(Cells));
        Assert.Equal(read.Columns, again.Columns.Take(read.Columns.Count));
        Assert.Equal(HeadJson.Members(read.Head).ToJsonString(), HeadJson.Members(again.Head).ToJsonString());
    }

    /// <summary>What is missing is only what the SOP does not say: who does it.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_draft_runs_once_every_step_has_its_performer(string seed)
    {
        var draft = Draft(seed);
        var errors = DefinitionValidator.Check(draft, Composition.Activities, _ => true).Where(f => f.Severity == Severity.Error).ToList();
        Assert.All(errors, error => Assert.Equal("step-without-role", error.Code));

        var table = SopTableReader.Read(draft, Composition.Activities);
        var filled = Given.Parse(SopTableWriter.Write(draft, Composition.Activities, table with { Rows = [.. table.Rows.Select(row => row.Role.Length > 0 ? row : row with { Role = "plkb" })] }));

        Assert.DoesNotContain(DefinitionValidator.Check(filled, Composition.Activities, _ => true), f => f.Severity == Severity.Error);
        var run = Alokon.Engine.Running.DryRun.Run(filled, Composition.Activities, Given.Now, []);
        Assert.Equal(("Finished", "akhir-selesai"), (run.Value.State.Status, run.Value.State.EndedBy));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_question_goes_with_the_draft_and_names_its_step(string seed)
    {
        var (reading, draft) = (Read(seed), Draft(seed));

        var open = OpenQuestion.ReadAll(draft.CustomProperties["Alokon:sop"]!["questions"]);

        Assert.Equal(reading.Questions.Select(q => q.Code), open.Select(q => q.Code));
        Assert.All(open.Where(q => q.Step is not null), q => Assert.Contains(q.Step!, draft.Nodes.Keys));
    }

    [Fact]
    public void The_heads_are_read_with_dates_lists_and_who_signed()
    {
        var head = Read("kota-tangerang").Table.Head;

        Assert.Equal(("PELAYANAN KB", "2018-04-02", "2018-07-03", "2018-07-05"), (head.Title, head.CreatedOn, head.RevisedOn, head.EffectiveOn));
        Assert.Equal(("Ir. Hj Iis Aisyah Rodiah", "196006201985032008"), (head.SignedBy, head.SignedNip));
        Assert.StartsWith("Plt. KEPALA DINAS", head.ApprovedBy, StringComparison.Ordinal);
        Assert.Equal((3, 2, 0, 4, 1, 2), (head.LegalBasis.Count, head.Qualification.Count, head.Related.Count, head.Equipment.Count, head.Warnings.Count, head.Recording.Count));

        var grobogan = Read("grobogan").Table.Head;
        Assert.Equal(("068.2/1538.1/X/2017", "1", "2019-11-26"), (grobogan.Number, grobogan.Revision, grobogan.RevisedOn));
        Assert.Equal(["2017-10-28", "2020-01-13"], grobogan.ApprovedOn);
        Assert.Equal((2, 3, 1, 8, 3, 1), (grobogan.LegalBasis.Count, grobogan.Qualification.Count, grobogan.Related.Count, grobogan.Equipment.Count, grobogan.Warnings.Count, grobogan.Recording.Count));
        Assert.Equal(6, Read("tasikmalaya").Table.Head.LegalBasis.Count);
    }

    [Fact]
    public void Headings_inside_the_table_stay_with_the_row_that_they_stand_over() =>
        Assert.Equal(
            ["KIE DAN KONSELING CALON AKSEPTOR KB", "", "KONSELING", "", "TINDAKAN / PEMASANGAN", "", "", ""],
            Read("banyuwangi").Table.Rows.Select(row => row.Bagian));

    internal static SopReading Read(string seed) => SopReader.Read(SopGrid.FromText(Text(seed)).Value).Value;

    internal static string Text(string seed) => File.ReadAllText(Path.Combine(Given.Root, "tests/Alokon.Tests/Workflows/Intake/Seeds", $"{seed}.txt"));

    private static WorkflowDefinition Draft(string seed) => Given.Parse(DraftDefinition.Of(Read(seed), seed, seed, 3315));

    private static string Cells(SopRow row) => string.Join("|", row.Number, row.Kegiatan, row.Role, row.Pelaksana, row.Kelengkapan, row.Waktu, row.Standard, row.Output, row.Keterangan, row.Bagian, row.Type);

    private static void AssertAsks(string seed, params string[] questions) =>
        Assert.Equal(questions, Read(seed).Questions.Select(question => IndonesianTexts.Of(question.Code, question.Arguments)));
}
