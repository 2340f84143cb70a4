namespace Alokon.Sop.Documents;

/// <summary>What is printed across the pages of something that is not the paper itself.</summary>
public enum PaperMark
{
    None,

    /// <summary>DRAF: nobody has signed it.</summary>
    Draft,

    /// <summary>SALINAN: the paper that counts is another.</summary>
    Copy,

    /// <summary>BATAL: taken out of force.</summary>
    Cancelled,
}
