using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>
/// What a template gets to see, in the templates' own words (Indonesian, because templates are the office's). Every key is
/// always there, null where nothing is known: a template that names a missing key is an error.
/// </summary>
internal static class DocumentModel
{
    public static JsonObject Of(CaseFile file, StepAnswer answer, SopStepType type)
    {
        var parties = type.Parties?.Invoke(file, answer.By);
        var model = new
        {
            kasus = new { nomor = file.Number, jenis = file.Kind, periode = file.Period, diajukan = file.SubmittedAt },
            faskes = new { kode = file.Facility.Code, nama = file.Facility.Name, kecamatan = file.Facility.Kecamatan, alamat = file.Facility.Address, jarakKm = file.Facility.DistanceKm, zona = file.Facility.Zone },
            pemohon = Orang(file.Requester),
            penandatangan = Orang(answer.By),
            pihakPertama = Orang(parties?.First),
            pihakKedua = Orang(parties?.Second),
            baris = file.Lines.Select(Baris),
            keputusan = file.Decision ?? answer.Outcome,
            instruksi = file.Instruction,
            catatan = answer.Comment,
            kelengkapan = file.Attachments,
            kelengkapanKurang = file.MissingPapers(),
            kiriman = file.Shipment is not { } shipment ? null : new
            {
                kendaraan = shipment.Vehicle,
                pengirim = shipment.Courier,
                koli = shipment.Packages,
                baris = shipment.Lines.Select(l => new { kode = l.Commodity, nama = Name(file, l.Commodity), satuan = Unit(file, l.Commodity), lot = l.Lot, jumlah = l.Quantity }),
            },
            penerimaan = file.Receipt is not { } receipt ? null : new
            {
                diterimaOleh = file.Handover?.ReceivedBy,
                baris = receipt.Lines.Select(l => new { kode = l.Commodity, nama = Name(file, l.Commodity), satuan = Unit(file, l.Commodity), lot = l.Lot, dikirim = l.Sent, baik = l.Good, rusak = l.Damaged, kurang = l.Missing, lebih = l.Over, lotDiterima = l.ReceivedLot, catatan = l.Note }),
            },
            penyaluran = file.Recipients?.Select(r => new
            {
                nama = r.Name,
                jenis = r.Kind,
                baris = r.Lines.Select(l => new { kode = l.Commodity, nama = Name(file, l.Commodity), satuan = Unit(file, l.Commodity), jumlah = l.Quantity }),
            }),
            laporan = file.Report?.Select(l => new { kode = l.Commodity, nama = Name(file, l.Commodity), satuan = Unit(file, l.Commodity), awal = l.Opening, masuk = l.Received, keluar = l.Issued, rusak = l.Damaged, kedaluwarsa = l.Expired, akhir = l.Closing }),
        };
        return JsonSerializer.SerializeToNode(model, CaseFileJson.Options)!.AsObject(); // an anonymous object is never the JSON null
    }

    private static object? Orang(Performer? person) =>
        person is null ? null : new
        {
            nama = person.Name,
            nip = person.Nip,
            pangkat = person.Rank,
            jabatan = person.Title,
            peran = person.Role,
            mandat = person.Mandate,
            noMandat = person.MandateNumber,
            mandatSejak = person.MandateFrom,
            mandatSampai = person.MandateUntil,
        };

    private static object Baris(AmrahLine line) =>
        new
        {
            kode = line.Commodity,
            nama = line.Name,
            satuan = line.Unit,
            diminta = line.Requested,
            konsumsiBulanan = line.AverageMonthlyConsumption,
            stok = line.StockOnHand,
            bulanStok = line.MonthsOfStock,
            statusStok = line.StockStatus,
            hitung = line.CalculatedResupply,
            direkomendasikan = line.Recommended,
            disetujui = line.Approved,
            alasan = line.Reason,
            catatan = line.Note,
        };

    private static string Name(CaseFile file, string commodity) => file.Line(commodity)?.Name ?? commodity;

    private static string Unit(CaseFile file, string commodity) => file.Line(commodity)?.Unit ?? string.Empty;
}
