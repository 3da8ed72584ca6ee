"""The words of the first pages. Frozen: from here on they are edited in the CMS."""

HOME = {
    "th": {
        "title": "สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ",
        "lead": (
            "เรียนออนไลน์เรื่องข้อมูล ปัญญาประดิษฐ์ และบริการดิจิทัลภาครัฐ เรียนเมื่อมีเวลา ทำต่อได้ทุกอุปกรณ์ และรับประกาศนียบัตรที่ตรวจสอบได้จริง"
        ),
        "search_description": "หลักสูตรออนไลน์ด้านดิจิทัลสำหรับบุคลากรภาครัฐ ผู้ประกอบการ และประชาชน พร้อมประกาศนียบัตรที่ตรวจสอบได้",
    },
    "en": {
        "title": "Digital Government Academy",
        "lead": (
            "Learn online about data, artificial intelligence and digital public services: when you have time, "
            "on any device, and with a certificate that anyone can verify."
        ),
        "search_description": (
            "Online courses in digital skills for public officials, business owners and citizens, "
            "with certificates that can be verified."
        ),
    },
}

ABOUT = {
    "th": (
        "เกี่ยวกับสถาบัน",
        """
<p>สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐจัดการเรียนรู้ออนไลน์ให้บุคลากรภาครัฐ ผู้ประกอบการขนาดเล็ก และประชาชน
เพื่อให้หน่วยงานของรัฐใช้ข้อมูลและเทคโนโลยีดิจิทัลให้บริการประชาชนได้ดีขึ้น</p>
<h2>เรียนอะไรได้บ้าง</h2>
<p>หลักสูตรจัดตามทักษะดิจิทัลเจ็ดด้านของข้าราชการพลเรือนและบุคลากรภาครัฐ ได้แก่ ความรู้เท่าทันดิจิทัล
การกำกับดูแลและการปฏิบัติตามกฎหมาย ผู้นำดิจิทัล เทคโนโลยีดิจิทัล บริการดิจิทัล การใช้และแบ่งปันข้อมูล และความมั่นคงปลอดภัยไซเบอร์</p>
<h2>เรียนอย่างไร</h2>
<ul>
<li>เลือกหลักสูตรแล้วลงทะเบียน หน้าหลักสูตรบอกเวลาที่ใช้ เกณฑ์ผ่าน และสิ่งที่จะได้รับ</li>
<li>เรียนเป็นบทสั้น ๆ ระบบจำตำแหน่งที่เรียนถึงไว้ กลับมาเรียนต่อเมื่อใดก็ได้ และสลับภาษาไทยกับอังกฤษได้ทุกหน้า</li>
<li>ทำแบบทดสอบให้ผ่านเกณฑ์ แล้วรับประกาศนียบัตรอิเล็กทรอนิกส์</li>
</ul>
<h2>ประกาศนียบัตรเชื่อถือได้อย่างไร</h2>
<p>ประกาศนียบัตรทุกฉบับมีรหัสตรวจสอบ และสถาบันเก็บลายพิมพ์ดิจิทัลของไฟล์ไว้เทียบ ผู้ที่ได้รับประกาศนียบัตรไปแสดง <a href="/verify/">ตรวจสอบได้ทันที</a>
โดยไม่ต้องมีบัญชีผู้ใช้</p>
""",
    ),
    "en": (
        "About the academy",
        """
<p>The Digital Government Academy teaches public officials, owners of small businesses and citizens online, so that
government can serve people better with data and digital technology.</p>
<h2>What you can learn</h2>
<p>Courses follow the seven areas of the civil service's digital skills framework: digital literacy, governance and
compliance, leadership, digital technology, digital services, data use and sharing, and cyber security.</p>
<h2>How it works</h2>
<ul>
<li>Choose a course and enrol. The course page says how long it takes, what it takes to pass, and what you get.</li>
<li>Learn in short lessons. Your place is kept: go on whenever you like, and change between Thai and English on any
page.</li>
<li>Pass the test and receive an electronic certificate.</li>
</ul>
<h2>Why the certificate can be trusted</h2>
<p>Each certificate carries a code, and the academy keeps the fingerprint of its file. Whoever is shown one can
<a href="/verify/">verify it at once</a>, without an account.</p>
""",
    ),
}

# Personal Data Protection Act B.E. 2562: what section 23 demands of a notice, in its order.
PRIVACY = {
    "th": (
        "ประกาศความเป็นส่วนตัว",
        """
<p>ประกาศนี้แจ้งตามมาตรา 23 แห่งพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 ว่าสถาบันเก็บข้อมูลใดของท่าน ใช้เพื่ออะไร
เก็บนานเท่าใด เปิดเผยแก่ใคร และท่านมีสิทธิอะไรบ้าง</p>
<h2>ข้อมูลที่เก็บ และเหตุผล</h2>
<ul>
<li><b>บัญชีผู้ใช้:</b> อีเมล รหัสผ่านที่แปลงจนอ่านกลับไม่ได้ และภาษาที่เลือก ใช้เพื่อให้ท่านเข้าสู่ระบบและเพื่อติดต่อท่าน</li>
<li><b>ชื่อและสังกัด:</b> คำนำหน้า ยศหรือตำแหน่งทางวิชาการ ชื่อ นามสกุล ทั้งภาษาไทยและอังกฤษ ชื่อที่ใช้บนประกาศนียบัตร หน่วยงาน และตำแหน่ง
ใช้เพื่อออกประกาศนียบัตรให้ถูกคนและรายงานผลการพัฒนาบุคลากรแก่หน่วยงาน</li>
<li><b>ประวัติการเรียน:</b> หลักสูตรที่ลงทะเบียน ความก้าวหน้า คำตอบและคะแนนแบบทดสอบ ใช้เพื่อให้ท่านเรียนต่อได้ ตัดสินผลอย่างเป็นธรรม และปรับปรุงหลักสูตร</li>
<li><b>ประกาศนียบัตร:</b> ข้อความบนประกาศนียบัตร เลขที่ รหัสตรวจสอบ และสถานะ ใช้เป็นหลักฐานและให้ผู้อื่นตรวจสอบได้</li>
<li><b>บันทึกการใช้งาน:</b> เวลา หมายเลขไอพี และหน้าที่เรียก ใช้เพื่อรักษาความปลอดภัยและตามที่กฎหมายว่าด้วยการกระทำความผิดเกี่ยวกับคอมพิวเตอร์กำหนด</li>
</ul>
<p>สถาบันไม่เก็บเลขประจำตัวประชาชน สำเนาบัตรประชาชน หรือข้อมูลอ่อนไหวตามมาตรา 26 และไม่ใช้ข้อมูลเพื่อโฆษณา</p>
<h2>ฐานทางกฎหมาย</h2>
<p>สถาบันเก็บและใช้ข้อมูลเพราะจำเป็นต่อการปฏิบัติภารกิจเพื่อประโยชน์สาธารณะหรือการใช้อำนาจรัฐ (มาตรา 24 (4))
และต่อการให้บริการตามที่ท่านลงทะเบียน (มาตรา 24 (3)) บันทึกการใช้งานเก็บตามหน้าที่ที่กฎหมายกำหนด (มาตรา 24 (6))
เรื่องใดที่ต้องขอความยินยอม สถาบันจะขอแยกต่างหากและท่านถอนความยินยอมได้ทุกเมื่อ</p>
<h2>ถ้าไม่ให้ข้อมูล</h2>
<p>ไม่มีอีเมลจะเปิดบัญชีไม่ได้ ไม่มีชื่อและนามสกุลจะออกประกาศนียบัตรไม่ได้ ข้อมูลอื่นจะให้หรือไม่ก็ได้</p>
<h2>ระยะเวลาที่เก็บ</h2>
<ul>
<li>บัญชีผู้ใช้ ชื่อ และสังกัด: ตลอดเวลาที่ใช้บัญชี และอีก 2 ปีหลังเข้าสู่ระบบครั้งสุดท้าย</li>
<li>ประวัติการเรียนและคำตอบแบบทดสอบ: 5 ปีนับแต่เรียนจบหรือเลิกเรียนหลักสูตรนั้น</li>
<li>ประกาศนียบัตร: ตลอดไป เพราะต้องตรวจสอบได้ตราบที่ผู้ถือยังใช้อ้างอิง</li>
<li>บันทึกการใช้งาน: 90 วัน เว้นแต่เจ้าหน้าที่สั่งให้เก็บนานกว่านั้นตามกฎหมาย</li>
</ul>
<h2>ผู้ที่ได้รับข้อมูล</h2>
<ul>
<li>ผู้จัดการของหน่วยงานต้นสังกัด เห็นความก้าวหน้าและผลการเรียนของบุคลากรในหน่วยงานของตน</li>
<li>ผู้สอนและเจ้าหน้าที่ของสถาบัน เห็นเท่าที่จำเป็นต่องาน และระบบบันทึกการเปิดดูไว้</li>
<li>ผู้ที่มีรหัสตรวจสอบ เห็นข้อความบนประกาศนียบัตรและสถานะเท่านั้น</li>
<li>หน่วยงานที่มีอำนาจตามกฎหมาย เมื่อกฎหมายกำหนด</li>
</ul>
<p>สถาบันไม่ส่งข้อมูลออกนอกประเทศ และหน้าเว็บนี้ไม่เรียกใช้บริการของผู้อื่นที่ติดตามท่านได้</p>
<h2>คุกกี้</h2>
<p>ใช้เท่าที่จำเป็น: คุกกี้ของการเข้าสู่ระบบ คุกกี้ป้องกันการปลอมแบบฟอร์ม และคุกกี้จำภาษากับการแสดงผลที่ท่านเลือก ไม่มีคุกกี้ติดตาม</p>
<h2>สิทธิของท่าน</h2>
<p>ท่านขอได้โดยไม่เสียค่าใช้จ่าย สถาบันจะดำเนินการภายใน 30 วัน</p>
<ul>
<li>เข้าถึงและขอรับสำเนาข้อมูล หรือขอรับข้อมูลในรูปแบบที่ใช้กับระบบอื่นได้ (มาตรา 30 และ 31)</li>
<li>แก้ไขข้อมูลให้ถูกต้อง (มาตรา 35 และ 36) ท่านแก้ชื่อและสังกัดได้เองในหน้าข้อมูลส่วนตัว</li>
<li>คัดค้าน ระงับการใช้ หรือขอลบข้อมูล (มาตรา 32, 33 และ 34) ยกเว้นข้อมูลที่กฎหมายหรือภารกิจสาธารณะกำหนดให้เก็บ</li>
<li>ถอนความยินยอมที่เคยให้ไว้ (มาตรา 19)</li>
<li>ร้องเรียนต่อสำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล (มาตรา 73)</li>
</ul>
<h2>ติดต่อ</h2>
<p>ผู้ควบคุมข้อมูลส่วนบุคคลคือสถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ ที่อยู่และช่องทางติดต่อสถาบันและเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคลอยู่ท้ายหน้านี้</p>
<h2>การแก้ไขประกาศ</h2>
<p>เมื่อแก้ไขในสาระสำคัญ สถาบันจะแจ้งทางอีเมลและในหน้านี้ก่อนเริ่มใช้</p>
""",
    ),
    "en": (
        "Privacy notice",
        """
<p>Under section 23 of the Personal Data Protection Act B.E. 2562 (2019) this notice says which data of yours the
academy keeps, for what, for how long, who sees them, and which rights you have.</p>
<h2>What we keep, and why</h2>
<ul>
<li><b>Account:</b> e-mail address, your password in a form that cannot be read back, and your language. To let you
sign in and to reach you.</li>
<li><b>Name and office:</b> title, military, police or academic rank, given and family name in Thai and English, the
name on certificates, agency and position. To issue certificates to the right person and to report staff development
to your agency.</li>
<li><b>Learning record:</b> enrolments, progress, test answers and scores. To let you go on where you were, to decide
results fairly, and to improve courses.</li>
<li><b>Certificates:</b> what is written on them, number, code and status. As evidence, and so that others can verify
them.</li>
<li><b>Access log:</b> time, IP address and page. For security, and as the Computer Crime Act demands.</li>
</ul>
<p>We keep no national identification numbers, no copies of identity cards and none of the sensitive data of
section 26, and we use no data for advertising.</p>
<h2>Legal basis</h2>
<p>We keep and use data because a task in the public interest or the exercise of official authority needs them
(section 24 (4)), and because the service that you enrol for needs them (section 24 (3)). The access log is kept
because the law demands it (section 24 (6)). Where consent is needed we ask for it apart, and you may withdraw it at
any time.</p>
<h2>If you do not give data</h2>
<p>Without an e-mail address there can be no account; without a given and family name, no certificate. Everything else
is your choice.</p>
<h2>How long</h2>
<ul>
<li>Account, name and office: as long as you use the account, and 2 years after you last signed in.</li>
<li>Learning record and test answers: 5 years from the end of the course, or from leaving it.</li>
<li>Certificates: without end, because they must be verifiable for as long as someone relies on them.</li>
<li>Access log: 90 days, unless an officer lawfully orders a longer period.</li>
</ul>
<h2>Who sees them</h2>
<ul>
<li>The manager of your agency sees the progress and results of that agency's staff.</li>
<li>Instructors and officers of the academy see what their work needs; looking is logged.</li>
<li>Whoever has the code of a certificate sees what is written on it and its status, and nothing else.</li>
<li>Authorities, where the law demands it.</li>
</ul>
<p>We send no data abroad, and these pages call on no one else's service that could follow you.</p>
<h2>Cookies</h2>
<p>Only those that are needed: one for signing in, one against forged forms, and one each that remembers your language
and display. None follows you.</p>
<h2>Your rights</h2>
<p>Asking costs nothing; we act within 30 days.</p>
<ul>
<li>To see your data and have a copy, or to have them in a form that other systems can read (sections 30 and 31).</li>
<li>To have them corrected (sections 35 and 36); your name and office you correct yourself on your profile.</li>
<li>To object, to have their use restricted, or to have them erased (sections 32, 33 and 34), except what the law or
a public task obliges us to keep.</li>
<li>To withdraw consent (section 19).</li>
<li>To complain to the Office of the Personal Data Protection Committee (section 73).</li>
</ul>
<h2>Contact</h2>
<p>The data controller is the Digital Government Academy. How to reach the academy and its data protection officer
stands at the foot of this page.</p>
<h2>Changes</h2>
<p>Before a change of substance takes effect we announce it by e-mail and on this page.</p>
""",
    ),
}

ACCESSIBILITY = {
    "th": (
        "การเข้าถึงเว็บไซต์",
        """
<p>ทุกคนต้องเรียนได้ สถาบันจัดทำเว็บไซต์นี้ตามแนวทางการทำให้เนื้อหาเว็บเข้าถึงได้ (WCAG) รุ่น 2.2 ระดับ AA</p>
<h2>สิ่งที่ทำได้</h2>
<ul>
<li>ใช้แป้นพิมพ์อย่างเดียวได้ทุกหน้า และเห็นชัดว่าอยู่ที่ใด</li>
<li>ขยายหน้าจอได้ถึง 200 เปอร์เซ็นต์ และใช้บนจอกว้าง 320 พิกเซลได้โดยไม่ต้องเลื่อนไปด้านข้าง</li>
<li>ใช้กับโปรแกรมอ่านหน้าจอได้ แต่ละส่วนบอกภาษาไว้เพื่อให้อ่านออกเสียงถูกต้อง</li>
<li>เลือกพื้นสว่างหรือมืดได้ที่ท้ายหน้า และไม่ใช้สีเพียงอย่างเดียวบอกความหมาย</li>
<li>อ่านและทำแบบทดสอบได้แม้เครือข่ายช้าหรือปิด JavaScript</li>
</ul>
<h2>สิ่งที่ยังไม่สมบูรณ์</h2>
<ul>
<li>แบบทดสอบที่จำกัดเวลายังเพิ่มเวลาให้เฉพาะบุคคลไม่ได้ โปรดแจ้งสถาบันก่อนเริ่มทำ</li>
<li>วิดีโอและเอกสารเก่าบางรายการอาจยังไม่มีคำบรรยายหรือคำอธิบายภาพ</li>
</ul>
<h2>วิธีตรวจสอบ</h2>
<p>ทุกครั้งที่แก้ไขระบบ มีการตรวจอัตโนมัติทั้งสองภาษา ทั้งพื้นสว่างและมืด การตรวจนี้พบปัญหาได้เพียงบางส่วน
และเว็บไซต์ยังไม่ได้รับการประเมินจากหน่วยงานภายนอก</p>
<h2>พบปัญหา</h2>
<p>โปรดแจ้งสถาบันตามช่องทางท้ายหน้านี้ บอกหน้าที่พบและสิ่งที่ต้องการทำ สถาบันจะตอบภายใน 7 วันทำการและจัดเนื้อหาในรูปแบบอื่นให้หากแก้ไขทันทีไม่ได้</p>
""",
    ),
    "en": (
        "Accessibility",
        """
<p>Everyone must be able to learn here. The site is built to the Web Content Accessibility Guidelines (WCAG) 2.2,
level AA.</p>
<h2>What you can do</h2>
<ul>
<li>Use every page with the keyboard alone, and see where you are.</li>
<li>Zoom to 200 per cent, and read on a screen 320 pixels wide without scrolling sideways.</li>
<li>Use a screen reader; each part says its language, so that it is spoken correctly.</li>
<li>Choose a light or a dark ground at the foot of the page; colour alone never carries a meaning.</li>
<li>Read lessons and take tests on a slow network or without JavaScript.</li>
</ul>
<h2>What is not yet good enough</h2>
<ul>
<li>A timed test cannot yet give one person more time; please tell us before you begin.</li>
<li>Some older videos and documents may lack captions or descriptions.</li>
</ul>
<h2>How we check</h2>
<p>At every change, automatic checks run in both languages, on light and on dark ground. Such checks find only some of
the faults. The site has not yet been assessed by an outside body.</p>
<h2>If something stands in your way</h2>
<p>Tell the academy by the ways at the foot of this page which page it was and what you wanted to do. We answer within
7 working days, and give you the content in another form where we cannot mend the page at once.</p>
""",
    ),
}

PLAIN = {"about": ABOUT, "privacy": PRIVACY, "accessibility": ACCESSIBILITY}
