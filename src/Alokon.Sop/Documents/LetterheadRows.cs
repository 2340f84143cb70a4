using Alokon.Engine;

namespace Alokon.Sop.Documents;

internal static class LetterheadRows
{
    /// <summary>The size of the paper is set once with the first letterhead and then for itself: a demo that starts again keeps what its admin chose.</summary>
    public static void Save(UnitOfWork work, Letterhead letterhead) => work.Queue(
        """
        INSERT INTO documents.letterhead (office, government, dinas, dinas_code, address, phone, email, website, postal_code, place, zone, demo, paper)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (office) DO UPDATE SET
          government = EXCLUDED.government, dinas = EXCLUDED.dinas, dinas_code = EXCLUDED.dinas_code, address = EXCLUDED.address,
          phone = EXCLUDED.phone, email = EXCLUDED.email, website = EXCLUDED.website, postal_code = EXCLUDED.postal_code,
          place = EXCLUDED.place, zone = EXCLUDED.zone, demo = EXCLUDED.demo
        """,
        work.Office,
        letterhead.Government,
        letterhead.Dinas,
        letterhead.DinasCode,
        letterhead.Address,
        letterhead.Phone,
        letterhead.Email,
        letterhead.Website,
        letterhead.PostalCode,
        letterhead.Place,
        letterhead.Zone,
        letterhead.Demo,
        letterhead.Paper);

    public static void SetPaper(UnitOfWork work, string paper) =>
        work.Queue("UPDATE documents.letterhead SET paper = $2 WHERE office = $1", work.Office, paper);

    public static void AddFormat(UnitOfWork work, NumberFormat format) => work.Queue(
        """
        INSERT INTO documents.number_format (office, code, title, book, format, classification, suffix)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (office, code) DO NOTHING
        """,
        Values(work, format));

    public static void ReplaceFormat(UnitOfWork work, NumberFormat format) => work.Queue(
        """
        INSERT INTO documents.number_format (office, code, title, book, format, classification, suffix)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (office, code) DO UPDATE SET
          title = EXCLUDED.title, book = EXCLUDED.book, format = EXCLUDED.format,
          classification = EXCLUDED.classification, suffix = EXCLUDED.suffix
        """,
        Values(work, format));

    private static object?[] Values(UnitOfWork work, NumberFormat format) =>
        [work.Office, format.Code, format.Title, format.Book, format.Format, format.Classification, format.Suffix];
}
